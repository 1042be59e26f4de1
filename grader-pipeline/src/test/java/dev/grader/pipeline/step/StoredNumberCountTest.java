package dev.grader.pipeline.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.grader.pipeline.container.FakeHarness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class StoredNumberCountTest {
    @Test
    void dataAndConstantsCountAndCodeDoesNot() {
        assertThat(StoredNumberCount.of(FakeHarness.module(1_000))).hasValue(1_000);
        assertThat(StoredNumberCount.of(FakeHarness.module(0))).hasValue(0);
    }

    @Test
    void bytesThatAreNoWholeNumberCountAsOne() throws IOException {
        assertThat(StoredNumberCount.of(zip("model/data/0", 5))).hasValue(2);
    }

    @Test
    void whatCompressesWellIsCountedByItsInflatedSize() throws IOException {
        assertThat(zip("model/data/0", 400_000)).hasSizeLessThan(2_000);
        assertThat(StoredNumberCount.of(zip("model/data/0", 400_000))).hasValue(100_000);
    }

    @Test
    void whatIsNoArchiveHasNoCount() throws IOException {
        byte[] archive = zip("model/data/0", 100);
        assertThat(StoredNumberCount.of(new byte[0])).isEmpty();
        assertThat(StoredNumberCount.of("no archive at all".getBytes(UTF_8))).isEmpty();
        assertThat(StoredNumberCount.of(Arrays.copyOf(archive, archive.length / 2)))
                .isEmpty();
    }

    @Test
    void anArchiveWithoutEntriesHasNoCount() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ZipOutputStream(bytes).close();
        assertThat(StoredNumberCount.of(bytes.toByteArray())).isEmpty();
    }

    @Test
    void aDamagedArchiveNeverThrows() {
        Random random = new Random(7);
        byte[] archive = FakeHarness.module(100);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = archive.clone();
            for (int j = 0; j < 4; j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            assertThatCode(() -> StoredNumberCount.of(damaged)).doesNotThrowAnyException();
        }
    }

    private static byte[] zip(String name, int size) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(new byte[size]);
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }
}

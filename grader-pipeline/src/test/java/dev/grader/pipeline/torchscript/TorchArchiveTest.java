package dev.grader.pipeline.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.grader.core.measurement.Evidence.ModelContents;
import dev.grader.core.measurement.Evidence.NamedShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Archives that torch 1.13 wrote; {@code make.py} beside them makes them anew. */
class TorchArchiveTest {
    @Test
    void namesAndShapesAreThoseOfTheModule() throws Exception {
        ModelContents contents = TorchArchive.contents(archive("plain.pt"), Set.of());

        assertThat(contents.tensors())
                .extracting(NamedShape::name, NamedShape::shape, NamedShape::parameter)
                .contains(
                        tuple("first.weight", List.of(3L, 4L), true),
                        tuple("first.bias", List.of(3L), true),
                        tuple("norm.running_mean", List.of(3L), false),
                        tuple("norm.num_batches_tracked", List.<Long>of(), false),
                        tuple("tied", List.of(2L, 5L), true),
                        tuple("short", List.of(6L), true));
    }

    @Test
    void aSharedTensorCountsOnceAndBuffersAndConstantsCount() throws Exception {
        ModelContents contents = TorchArchive.contents(archive("plain.pt"), Set.of());

        // 4·3 + 3 of the linear layer, 3 + 3 of the normalisation, 2·5 of the tied one, 6 of half the width
        assertThat(contents.parameters()).isEqualTo(37);
        assertThat(contents.buffers()).isEqualTo(7);
        assertThat(contents.written()).isZero();
    }

    @Test
    void numbersInListsAndTextCount() throws Exception {
        // 2000 numbers of eight bytes and 8000 characters, less the 1020 that are ordinary
        assertThat(TorchArchive.contents(archive("hiding.pt"), Set.of()).written())
                .isBetween(4_900L, 5_200L);
    }

    @Test
    void numbersInCodeCount() throws Exception {
        ModelContents contents = TorchArchive.contents(archive("written.pt"), Set.of());

        assertThat(contents.written() + contents.constants()).isGreaterThan(1_400);
    }

    @Test
    void wantedNamesAreThereHoweverManyThereAre() throws Exception {
        assertThat(TorchArchive.contents(archive("plain.pt"), Set.of("tied"))
                        .tensors()
                        .getFirst()
                        .name())
                .isEqualTo("tied");
    }

    @Test
    void aLongTextInCodeIsReadHoweverItIsWritten() {
        int length = 1 << 20;
        String plain = "x = \"" + "a".repeat(length) + "\"\n";
        String escaped = "x = '" + "\\n".repeat(length / 2) + "'\n";
        String open = "x = " + "\\\"".repeat(length / 2) + "\n";
        for (String code : List.of(plain, escaped)) {
            assertThat(CodeText.written(code.getBytes(StandardCharsets.UTF_8))).isEqualTo(length / 4);
        }
        assertThat(CodeText.written(open.getBytes(StandardCharsets.UTF_8))).isLessThanOrEqualTo(length / 4);
    }

    @Test
    void numbersAndTextOfCodeAreToldApart() {
        assertThat(CodeText.written("a = [1, 2.5, \"12 \\\" 34\", 'x']".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(2 + 8 / 4);
        assertThat(CodeText.written("y = 1 # don't count 77\nz = 2".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(3 + 10 / 4);
    }

    @Test
    @Timeout(120)
    void aPickleThatRecallsItselfOverAndOverIsReadOrRefusedInTime() throws Exception {
        // Each call has the one before twice as its arguments.
        ByteArrayOutputStream calls = new ByteArrayOutputStream();
        calls.writeBytes(new byte[] {(byte) 0x80, 2, 'K', 1, 'q', 0});
        for (int i = 0; i < 60; i++) {
            calls.writeBytes("cf\ng\n".getBytes(StandardCharsets.US_ASCII));
            calls.writeBytes(new byte[] {'h', (byte) i, 'h', (byte) i, (byte) 0x86, 'R', 'q', (byte) (i + 1)});
        }
        calls.write('.');
        assertThat(TorchArchive.contents(with(archive("plain.pt"), "data.pkl", calls.toByteArray()), Set.of())
                        .tensors())
                .isEmpty();

        // One large dictionary as the state of many objects.
        ByteArrayOutputStream states = new ByteArrayOutputStream();
        states.writeBytes(new byte[] {(byte) 0x80, 2, '}', '('});
        for (int i = 0; i < 100_000; i++) {
            states.writeBytes(new byte[] {'J', (byte) i, (byte) (i >> 8), (byte) (i >> 16), 0, 'N'});
        }
        states.writeBytes(new byte[] {'u', 'q', 0});
        for (int i = 0; i < 100_000; i++) {
            states.writeBytes("cf\ng\n".getBytes(StandardCharsets.US_ASCII));
            states.writeBytes(new byte[] {')', (byte) 0x81, 'h', 0, 'b'});
        }
        states.write('.');
        byte[] archive = with(archive("plain.pt"), "data.pkl", states.toByteArray());
        assertThatThrownBy(() -> TorchArchive.contents(archive, Set.of()))
                .isInstanceOf(UnreadableArchiveException.class)
                .hasMessageContaining("too many operations");
    }

    @Test
    void aPickleThatTorchDoesNotWriteIsRefused() throws Exception {
        // cos\nsystem\n(S'true'\ntR. – the usual attack; S is no opcode of torch's
        byte[] attack = "cos\nsystem\n(S'true'\ntR.".getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> TorchArchive.contents(with(archive("plain.pt"), "data.pkl", attack), Set.of()))
                .isInstanceOf(UnreadableArchiveException.class)
                .hasMessageContaining("does not write");
    }

    @Test
    void aTensorThatClaimsOtherElementsThanThereAreIsRefused() throws Exception {
        assertThatThrownBy(() -> TorchArchive.contents(with(archive("plain.pt"), "data/0", new byte[4]), Set.of()))
                .isInstanceOf(UnreadableArchiveException.class)
                .hasMessageContaining("not in the archive as it says");
    }

    @Test
    void aDamagedArchiveIsReadOrRefusedAndNothingElse() throws Exception {
        Random random = new Random(11);
        byte[] archive = archive("plain.pt");
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = archive.clone();
            for (int j = 0; j < 6; j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                TorchArchive.contents(damaged, Set.of());
            } catch (UnreadableArchiveException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private static byte[] archive(String name) throws IOException {
        try (InputStream stream = TorchArchiveTest.class.getResourceAsStream("/torchscript/" + name)) {
            return Objects.requireNonNull(stream).readAllBytes();
        }
    }

    private static byte[] with(byte[] archive, String replaced, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipFile input = ZipFile.builder()
                        .setSeekableByteChannel(new SeekableInMemoryByteChannel(archive))
                        .get();
                ZipOutputStream output = new ZipOutputStream(bytes)) {
            for (ZipArchiveEntry entry : Collections.list(input.getEntries())) {
                output.putNextEntry(new ZipEntry(entry.getName()));
                output.write(
                        entry.getName().endsWith("/" + replaced)
                                ? content
                                : input.getInputStream(entry).readAllBytes());
                output.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}

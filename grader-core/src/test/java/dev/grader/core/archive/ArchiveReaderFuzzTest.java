package dev.grader.core.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes: files within the limits come out, or a problem of the person who uploaded them. */
@Timeout(60)
class ArchiveReaderFuzzTest {
    private static final ArchiveLimits LIMITS = new ArchiveLimits(100_000, 50_000, 10, 4, 60, 100);
    private static final String NAME = "src/a.py";
    private static final int ROUNDS = 600;

    @TempDir
    private Path folder;

    private final Map<Problem, Integer> seen = new EnumMap<>(Problem.class);
    private final SplittableRandom random = new SplittableRandom(20261121);
    private int read;

    @Test
    void survivesChangedBytes() throws IOException {
        byte[] valid = valid();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] changed = valid.clone();
            int changes = random.nextInt(1, 4);
            for (int i = 0; i < changes; i++) {
                changed[random.nextInt(changed.length)] = interesting();
            }
            if (random.nextInt(4) == 0) {
                changed = valid.clone();
                changeName(changed);
            }
            tryToRead(changed, round);
        }

        // The mutations must reach deep: some archives stay readable, and many checks are met.
        assertThat(read).isPositive();
        assertThat(seen)
                .containsKeys(
                        Problem.NOT_AN_ARCHIVE,
                        Problem.ARCHIVE_TRUNCATED,
                        Problem.ARCHIVE_UNSAFE_ENTRY,
                        Problem.ARCHIVE_UNSAFE_PATH);
    }

    @Test
    void survivesCutsAndRepeats() throws IOException {
        byte[] valid = valid();
        for (int length = 0; length < valid.length; length++) {
            tryToRead(Arrays.copyOf(valid, length), length);
        }
        assertThat(read).isZero();
        for (int round = 0; round < ROUNDS / 4; round++) {
            int from = random.nextInt(valid.length);
            int to = random.nextInt(from, valid.length);
            byte[] spliced = new byte[valid.length + to - from];
            System.arraycopy(valid, 0, spliced, 0, to);
            System.arraycopy(valid, from, spliced, to, valid.length - from);
            tryToRead(spliced, round);
        }
    }

    @Test
    void survivesRandomBytesBehindTheMagicNumber() throws IOException {
        for (int round = 0; round < ROUNDS / 4; round++) {
            byte[] noise = new byte[random.nextInt(4, 400)];
            random.nextBytes(noise);
            noise[0] = 'P';
            noise[1] = 'K';
            noise[2] = 3;
            noise[3] = 4;
            tryToRead(noise, round);
        }
        assertThat(read).isZero();
    }

    private void tryToRead(byte[] bytes, int round) throws IOException {
        Path file = Files.write(folder.resolve("upload.zip"), bytes);
        try {
            Map<String, byte[]> files = ArchiveReader.read(file, LIMITS);
            read++;
            long total =
                    files.values().stream().mapToLong(content -> content.length).sum();
            assertThat(total).isLessThanOrEqualTo(LIMITS.totalBytes());
            assertThat(files.keySet()).allMatch(ArchiveReaderFuzzTest::isSafe);
        } catch (ProblemException problem) {
            seen.merge(problem.problem(), 1, Integer::sum);
        } catch (RuntimeException | java.lang.Error other) {
            fail("round " + round + ": " + other, other);
        }
    }

    private static boolean isSafe(String path) {
        Path normal = Path.of("/root", path).normalize();
        return normal.startsWith("/root") && !path.startsWith("/") && !path.contains("\\") && !path.contains("\0");
    }

    /** In both headers alike, so that the change is not caught as a contradiction. */
    private void changeName(byte[] zip) {
        String text = new String(zip, StandardCharsets.ISO_8859_1);
        int offset = random.nextInt(NAME.length());
        byte value = interesting();
        for (int at = text.indexOf(NAME); at >= 0; at = text.indexOf(NAME, at + 1)) {
            zip[at + offset] = value;
        }
    }

    private byte interesting() {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> (byte) 0xFF;
            case 2 -> (byte) "./\\P".charAt(random.nextInt(4));
            default -> (byte) random.nextInt(256);
        };
    }

    private static byte[] valid() {
        return new ZipBuilder()
                .add("model.py", "import torch\n".repeat(20))
                .add(ZipBuilder.entry("src/", "").mode(0040755))
                .add(NAME, "x = 1\n")
                .add("notes.txt", "")
                .bytes();
    }
}

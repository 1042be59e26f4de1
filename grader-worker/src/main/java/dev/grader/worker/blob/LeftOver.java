package dev.grader.worker.blob;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** What a worker that was killed has left of files on their way. */
final class LeftOver {
    /** Much longer than a transfer may stand still, and than it takes to verify the largest file. */
    private static final Duration UNTOUCHED = Duration.ofHours(1);

    private LeftOver() {}

    /** Removes parts that nobody has written to for long; other processes may use the folder too. */
    static void remove(Path incoming, Instant now) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(incoming, "*.part")) {
            for (Path part : parts) {
                try {
                    if (Files.getLastModifiedTime(part).toInstant().isBefore(now.minus(UNTOUCHED))) {
                        Files.deleteIfExists(part);
                    }
                } catch (NoSuchFileException arrived) {
                    // its transfer ended meanwhile
                }
            }
        }
    }
}

package dev.grader.api.upload;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where checked bytes lie until they are submitted: {@code $GRADER_DATA/uploads}. */
@ApplicationScoped
public class Staging {
    private final Path folder;

    Staging(@ConfigProperty(name = "grader.data") Path data) {
        this.folder = data.resolve("uploads");
    }

    /** A file that does not exist yet, for bytes that are not checked yet. */
    Path part() throws IOException {
        Files.createDirectories(folder);
        return folder.resolve(UUID.randomUUID() + ".part");
    }

    /** Makes the checked bytes those of the upload. */
    void keep(Path part, UUID upload) throws IOException {
        Files.move(part, file(upload), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The bytes of an upload. */
    Path file(UUID upload) {
        return folder.resolve(upload + ".zip");
    }

    void discard(UUID upload) {
        try {
            Files.deleteIfExists(file(upload));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what was left over before then: expired uploads, and parts of connections that broke with the server. */
    void sweep(Instant before) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}

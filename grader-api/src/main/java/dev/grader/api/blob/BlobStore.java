package dev.grader.api.blob;

import dev.grader.api.digest.Sha256;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Files under the name of their SHA-256, in {@code $GRADER_DATA/blobs/ab/cd/abcd…}. A blob appears whole or not at all,
 * and is on disk when a method that stores one returns; several processes may share the folder. A blob is never
 * changed and, in this version, never removed.
 */
@ApplicationScoped
public class BlobStore {
    private final Path root;
    private final Path incoming;

    BlobStore(@ConfigProperty(name = "grader.data") Path data) {
        this.root = data.resolve("blobs");
        this.incoming = data.resolve("incoming");
    }

    /**
     * Stores a stream.
     *
     * @param cap most bytes
     * @return digest and size; the file is the blob
     * @throws ProblemException UPLOAD_TOO_LARGE when there are more
     */
    public Spooled store(InputStream source, long cap) throws IOException {
        Files.createDirectories(incoming);
        Spooled spooled;
        try {
            spooled = Spool.write(source, incoming.resolve(UUID.randomUUID() + ".part"), cap);
        } catch (Spool.TooLongException e) {
            throw new ProblemException(
                    Problem.UPLOAD_TOO_LARGE, "At most " + cap + " bytes are taken here; send less.");
        }
        try {
            publish(spooled.file(), spooled.sha256());
        } finally {
            Files.deleteIfExists(spooled.file());
        }
        return new Spooled(path(spooled.sha256()), spooled.sha256(), spooled.size());
    }

    /**
     * Stores a stream that claims to have a digest.
     *
     * @throws ProblemException UPLOAD_DIFFERS when it has another; nothing is stored then
     */
    public Spooled storeVerified(InputStream source, String sha256, long cap) throws IOException {
        Files.createDirectories(incoming);
        Path part = incoming.resolve(UUID.randomUUID() + ".part");
        try {
            Spooled spooled = Spool.write(source, part, cap);
            if (!spooled.sha256().equals(sha256)) {
                throw new ProblemException(
                        Problem.UPLOAD_DIFFERS,
                        "The bytes have the SHA-256 " + spooled.sha256() + ", not " + sha256 + ". Send them again.");
            }
            publish(part, sha256);
            return new Spooled(path(sha256), sha256, spooled.size());
        } catch (Spool.TooLongException e) {
            throw new ProblemException(
                    Problem.UPLOAD_TOO_LARGE, "At most " + cap + " bytes are taken here; send less.");
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Makes a blob of a complete file, which stays where it is.
     *
     * @param sha256 of the file; verified
     */
    public void adopt(Path file, String sha256) {
        try {
            Files.createDirectories(incoming);
            Path part = incoming.resolve(UUID.randomUUID() + ".part");
            try {
                Files.copy(file, part);
                if (!Sha256.of(part).equals(sha256)) {
                    throw new IllegalStateException("the stored bytes are no longer those of " + sha256);
                }
                publish(part, sha256);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what connections that broke with the server before then have left. */
    public void sweep(Instant before) throws IOException {
        if (!Files.isDirectory(incoming)) {
            return;
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(incoming, "*.part")) {
            for (Path part : parts) {
                if (isOlder(part, before)) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    private static boolean isOlder(Path part, Instant before) throws IOException {
        try {
            return Files.getLastModifiedTime(part).toInstant().isBefore(before);
        } catch (NoSuchFileException published) {
            return false;
        }
    }

    /** The file of a blob, if there is one. Not to be written to. */
    public Optional<Path> find(String sha256) {
        Path path = path(sha256);
        return Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
    }

    private void publish(Path part, String sha256) throws IOException {
        Path target = path(sha256);
        if (Files.isRegularFile(target)) {
            return;
        }
        Files.createDirectories(target.getParent());
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("blobs and incoming must lie on one file system", e);
        }
        // The rename is only safe from a power cut once the folders that changed are on disk.
        Path folders = root.relativize(target.getParent());
        for (Path folder : List.of(target.getParent(), root.resolve(folders.getName(0)), root)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private Path path(String sha256) {
        if (!Sha256.isDigest(sha256)) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal: " + sha256);
        }
        return root.resolve(sha256.substring(0, 2))
                .resolve(sha256.substring(2, 4))
                .resolve(sha256);
    }
}

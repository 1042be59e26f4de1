package dev.grader.cli.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of one service: its state, its tokens, its logs. One service at a time may use it. */
final class DataFolder implements AutoCloseable {
    /** All that is ever made in the folder; nothing else is ever deleted from it. */
    private static final List<String> OWN =
            List.of("standalone", "blobs", "worker", "logs", "demo", "processes", "admin.token", "worker.token");

    private final Path root;
    private final FileChannel channel;

    private DataFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /**
     * Takes the folder for this process.
     *
     * @throws IOException if another one has it
     */
    static DataFolder open(Path root) throws IOException {
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new IOException("A service already runs with the data in " + root
                    + ". Stop it first, or choose another folder with --data.");
        }
        Files.createDirectories(root.resolve("logs"));
        return new DataFolder(root, channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Deletes what earlier runs left. */
    void empty() throws IOException {
        for (String name : OWN) {
            delete(root.resolve(name));
        }
        Files.createDirectories(root.resolve("logs"));
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder()).forEach(DataFolder::deleteOne);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path root() {
        return root;
    }

    Path log(String part) {
        return root.resolve("logs").resolve(part + ".log");
    }

    /** A secret that was kept. */
    Optional<String> secret(String name) throws IOException {
        Path file = root.resolve(name + ".token");
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    /** Keeps a secret in a file of the owner only. */
    void keepSecret(String name, String secret) throws IOException {
        Path file = root.resolve(name + ".token");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, secret + "\n");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package dev.grader.worker.blob;

import dev.grader.worker.control.ApiRefusedException;
import dev.grader.worker.control.ApiUnavailableException;
import dev.grader.worker.control.ControlApi;
import dev.grader.worker.control.LeaseKey;
import dev.grader.worker.control.StaleLeaseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Blobs on disk, by digest. What is used by many jobs, such as suites and reference outputs, is kept up to a size; the least
 * recently used goes first. Every blob is verified when it arrives and again when it is taken from the disk, so that a damaged
 * disk can never change a grade. Safe for several threads and processes: files appear by renaming.
 */
public final class BlobStore {
    private final Path cache;
    private final Path incoming;
    private final long cacheBytes;
    private final ControlApi api;
    private final InstantSource clock;

    /**
     * Makes its folders.
     *
     * @param folder for the cache and for files on their way
     * @param cacheBytes most that the cache may hold, but for the newest blob
     */
    public BlobStore(Path folder, long cacheBytes, ControlApi api, InstantSource clock) {
        this.cache = folder.resolve("blobs");
        this.incoming = folder.resolve("incoming");
        this.cacheBytes = cacheBytes;
        this.api = api;
        this.clock = clock;
        try {
            Files.createDirectories(cache);
            Files.createDirectories(incoming);
        } catch (IOException exception) {
            throw new UncheckedIOException("the worker's folder cannot be made", exception);
        }
    }

    /** What is done with a blob while its file is there. */
    @FunctionalInterface
    public interface Use<T> {
        T with(Path file) throws IOException;
    }

    /** Uses a blob that will be wanted again. */
    public <T> T shared(LeaseKey key, String digest, Use<T> use)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, DigestMismatchException,
                    InterruptedException, IOException {
        requireDigest(digest);
        Path kept = cache.resolve(digest);
        if (!Files.exists(kept) || !Digests.of(kept).equals(digest)) {
            Path fetched = fetch(key, digest);
            Files.move(fetched, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            evict(kept);
        }
        Files.setLastModifiedTime(kept, FileTime.from(clock.instant()));
        return use.with(kept);
    }

    /** Uses a blob that nobody will want again; it is deleted afterwards. */
    public <T> T once(LeaseKey key, String digest, Use<T> use)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, DigestMismatchException,
                    InterruptedException, IOException {
        requireDigest(digest);
        Path fetched = fetch(key, digest);
        try {
            return use.with(fetched);
        } finally {
            Files.deleteIfExists(fetched);
        }
    }

    private Path fetch(LeaseKey key, String digest)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, DigestMismatchException,
                    InterruptedException, IOException {
        Path file = Files.createTempFile(incoming, "blob", ".part");
        boolean good = false;
        try {
            api.fetch(key, digest, file);
            String actual = Digests.of(file);
            if (!actual.equals(digest)) {
                throw new DigestMismatchException("blob " + digest + " arrived as " + actual);
            }
            good = true;
            return file;
        } finally {
            if (!good) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void evict(Path newest) throws IOException {
        List<Path> oldestFirst;
        try (Stream<Path> files = Files.list(cache)) {
            oldestFirst = files.filter(file -> !file.equals(newest))
                    .sorted(Comparator.comparing(BlobStore::usedAt))
                    .toList();
        }
        long total = Files.size(newest);
        for (Path file : oldestFirst) {
            total += size(file);
        }
        for (Path file : oldestFirst) {
            if (total <= cacheBytes) {
                return;
            }
            total -= size(file);
            Files.deleteIfExists(file);
        }
    }

    private static FileTime usedAt(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return 0;
        }
    }

    /** A digest becomes a file name. */
    private static void requireDigest(String digest) {
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("'" + digest + "' is no SHA-256 digest");
        }
    }
}

package dev.grader.worker.blob;

import dev.grader.core.suite.DataFile;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Large data files on disk, by digest, which containers see read-only.
 *
 * <p>Concurrency: slots that need the same file wait for the one that fetches it. A file that is held by a job is never removed; of
 * the others the least recently used goes first when a new one needs its place. A file is verified when it arrives, and once
 * more at its first use after a start or a change of its time or size: to read gigabytes for every job would cost more than
 * they are worth. A file has its name only when it is whole.
 */
public final class DataCache {
    private final Path folder;
    private final Path incoming;
    private final long capacity;
    private final ControlApi api;
    private final InstantSource clock;
    private final Map<String, ReentrantLock> fetching = new ConcurrentHashMap<>();
    private final Map<String, FileTime> verified = new ConcurrentHashMap<>();
    private final Map<String, Integer> holders = new HashMap<>();
    /** Bytes of the files that are being fetched; guarded by {@link #holders}. */
    private long arriving;

    /**
     * Makes its folders.
     *
     * @param capacity most bytes of all files together
     */
    public DataCache(Path folder, long capacity, ControlApi api, InstantSource clock) {
        this.folder = folder.resolve("data");
        this.incoming = folder.resolve("incoming");
        this.capacity = capacity;
        this.api = api;
        this.clock = clock;
        try {
            Files.createDirectories(this.folder);
            Files.createDirectories(incoming);
            LeftOver.remove(incoming, clock.instant());
        } catch (IOException exception) {
            throw new UncheckedIOException("the worker's folder for data cannot be made", exception);
        }
    }

    /** Files that stay where they are until it is closed. */
    public final class Held implements AutoCloseable {
        private final Map<String, Path> files = new LinkedHashMap<>();

        private Held() {}

        /** By SHA-256. */
        public Map<String, Path> files() {
            return Map.copyOf(files);
        }

        @Override
        public void close() {
            synchronized (holders) {
                files.keySet()
                        .forEach(digest ->
                                holders.computeIfPresent(digest, (name, count) -> count == 1 ? null : count - 1));
            }
            files.clear();
        }
    }

    /**
     * Fetches what is not there yet.
     *
     * @param key of the lease that opens the files
     */
    public Held hold(LeaseKey key, List<DataFile.Stored> wanted)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, DigestMismatchException,
                    InterruptedException, IOException {
        Held held = new Held();
        boolean complete = false;
        try {
            for (DataFile.Stored file : wanted) {
                synchronized (holders) {
                    if (!held.files.containsKey(file.sha256())) {
                        holders.merge(file.sha256(), 1, Integer::sum);
                        held.files.put(file.sha256(), folder.resolve(file.sha256()));
                    }
                }
                make(key, file);
            }
            complete = true;
            return held;
        } finally {
            if (!complete) {
                held.close();
            }
        }
    }

    private void make(LeaseKey key, DataFile.Stored file)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, DigestMismatchException,
                    InterruptedException, IOException {
        ReentrantLock lock = fetching.computeIfAbsent(file.sha256(), digest -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            Path kept = folder.resolve(file.sha256());
            if (!isGood(kept, file)) {
                makeRoom(file);
                try {
                    fetch(key, file, kept);
                } finally {
                    synchronized (holders) {
                        arriving -= file.bytes();
                    }
                }
            }
            Files.setLastModifiedTime(kept, FileTime.from(clock.instant()));
            verified.put(file.sha256(), Files.getLastModifiedTime(kept));
        } finally {
            lock.unlock();
        }
    }

    private boolean isGood(Path kept, DataFile.Stored file) throws IOException {
        if (!Files.isRegularFile(kept) || Files.size(kept) != file.bytes()) {
            return false;
        }
        return Files.getLastModifiedTime(kept).equals(verified.get(file.sha256()))
                || Digests.of(kept).equals(file.sha256());
    }

    private void fetch(LeaseKey key, DataFile.Stored file, Path kept)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, DigestMismatchException,
                    InterruptedException, IOException {
        Path part = Files.createTempFile(incoming, "data", ".part");
        try {
            api.fetch(key, file.sha256(), part);
            String actual = Digests.of(part);
            if (!actual.equals(file.sha256())) {
                throw new DigestMismatchException("the data file " + file.name() + " arrived as " + actual);
            }
            // The user of the containers is nobody, and reads it through a mount.
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("r--r--r--"));
            Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Removes what nobody holds, the least recently used first, until the file has its place beside those that other slots are
     * fetching; and keeps the place.
     */
    private void makeRoom(DataFile.Stored file) throws IOException {
        if (file.bytes() > capacity) {
            throw new IOException("the data file " + file.name() + " has " + file.bytes()
                    + " bytes, but this worker keeps at most " + capacity + "; raise worker.data-cache-bytes");
        }
        LeftOver.remove(incoming, clock.instant());
        synchronized (holders) {
            List<Path> files;
            try (Stream<Path> list = Files.list(folder)) {
                files = new ArrayList<>(list.toList());
            }
            files.sort(Comparator.comparing(DataCache::usedAt));
            long total = file.bytes() + arriving;
            for (Path path : files) {
                total += Files.size(path);
            }
            for (Path path : files) {
                String digest = path.getFileName().toString();
                if (total > capacity && !holders.containsKey(digest)) {
                    total -= Files.size(path);
                    verified.remove(digest);
                    Files.deleteIfExists(path);
                }
            }
            arriving += file.bytes();
        }
    }

    private static FileTime usedAt(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }
}

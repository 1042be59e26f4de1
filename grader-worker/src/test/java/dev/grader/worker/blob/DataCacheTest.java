package dev.grader.worker.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.grader.core.suite.DataFile;
import dev.grader.worker.Bundles;
import dev.grader.worker.FakeApi;
import dev.grader.worker.control.DiskException;
import dev.grader.worker.control.HttpControlApi;
import dev.grader.worker.control.LeaseKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCacheTest {
    private static final LeaseKey KEY = new LeaseKey(new UUID(0, 1), 1);
    private static final int SIZE = 40;
    /** Two files fit into it. */
    private static final long CAPACITY = 100;

    @TempDir
    private Path folder;

    private Instant now = Instant.EPOCH;
    private FakeApi api;
    private HttpControlApi client;
    private DataCache cache;

    @BeforeEach
    void open() throws IOException {
        api = new FakeApi();
        client = new HttpControlApi(api.address(), FakeApi.TOKEN);
        cache = new DataCache(folder, CAPACITY, client, () -> now);
    }

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void keepsAFileForTheNextJobAndLetsEverybodyReadIt() throws Exception {
        DataFile.Stored file = offer(1);
        use(file);
        use(file);

        assertThat(api.taken).hasSize(1);
        assertThat(Files.getPosixFilePermissions(place(file))).hasSize(3);
    }

    @Test
    void slotsThatWantTheSameFileFetchItOnce() throws Exception {
        DataFile.Stored file = offer(1);
        List<Future<?>> slots = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            for (int slot = 0; slot < 8; slot++) {
                slots.add(pool.submit(() -> {
                    use(file);
                    return null;
                }));
            }
            for (Future<?> slot : slots) {
                slot.get();
            }
        }
        assertThat(api.taken).hasSize(1);
    }

    @Test
    void theLeastRecentlyUsedMakesRoomButNeverOneThatIsHeld() throws Exception {
        DataFile.Stored first = offer(1);
        DataFile.Stored second = offer(2);
        DataFile.Stored third = offer(3);
        try (DataCache.Held held = cache.hold(KEY, List.of(first))) {
            now = now.plusSeconds(10);
            use(second);
            now = now.plusSeconds(10);
            use(third);

            assertThat(held.files()).containsEntry(first.sha256(), place(first));
            assertThat(place(first)).exists();
            assertThat(place(second)).doesNotExist();
            assertThat(place(third)).exists();
        }
    }

    @Test
    void aFileThatWasChangedIsFetchedAgain() throws Exception {
        DataFile.Stored file = offer(1);
        use(file);
        Files.delete(place(file));
        Files.write(place(file), new byte[SIZE]);
        use(file);

        assertThat(api.taken).hasSize(2);
        assertThat(Digests.of(place(file))).isEqualTo(file.sha256());
    }

    @Test
    void removesWhatABrokenTransferHasLeft() throws Exception {
        Path left = Files.createFile(folder.resolve("incoming").resolve("data1.part"));
        Path arriving = Files.createFile(folder.resolve("incoming").resolve("data2.part"));
        now = Files.getLastModifiedTime(arriving).toInstant();
        Files.setLastModifiedTime(left, FileTime.from(now.minus(Duration.ofHours(2))));
        use(offer(1));
        assertThat(left).doesNotExist();

        Files.createFile(left);
        Files.setLastModifiedTime(left, FileTime.from(now.minus(Duration.ofHours(2))));
        new DataCache(folder, CAPACITY, client, () -> now);
        assertThat(left).doesNotExist();
        assertThat(arriving).exists();
    }

    @Test
    void refusesWhatArrivesDamagedAndWhatIsTooLarge() throws Exception {
        DataFile.Stored file = offer(1);
        api.blobs.put(file.sha256(), new byte[SIZE]);

        assertThatThrownBy(() -> cache.hold(KEY, List.of(file))).isInstanceOf(DigestMismatchException.class);
        assertThat(folder.resolve("data")).isEmptyDirectory();
        assertThat(folder.resolve("incoming")).isEmptyDirectory();
        assertThatThrownBy(
                        () -> cache.hold(KEY, List.of(new DataFile.Stored("large.npy", file.sha256(), CAPACITY + 1))))
                .hasMessageContaining("worker.data-cache-bytes");
    }

    @Test
    void aFullDiskIsNoApiThatIsAway() throws Exception {
        DataFile.Stored file = offer(1);

        assertThatThrownBy(() -> client.fetch(KEY, file.sha256(), Path.of("/dev/full")))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining("No space left");
        assertThatThrownBy(() -> client.fetch(KEY, file.sha256(), folder.resolve("missing/file")))
                .isInstanceOf(DiskException.class);
    }

    private DataFile.Stored offer(int number) {
        byte[] content = new byte[SIZE];
        content[0] = (byte) number;
        String digest = Bundles.digest(content);
        api.blobs.put(digest, content);
        return new DataFile.Stored("file-" + number + ".npy", digest, SIZE);
    }

    private void use(DataFile.Stored file) throws Exception {
        cache.hold(KEY, List.of(file)).close();
    }

    private Path place(DataFile.Stored file) {
        return folder.resolve("data").resolve(file.sha256());
    }
}

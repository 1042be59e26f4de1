package dev.grader.worker.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.grader.worker.Bundles;
import dev.grader.worker.FakeApi;
import dev.grader.worker.control.HttpControlApi;
import dev.grader.worker.control.LeaseKey;
import dev.grader.worker.control.StaleLeaseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobStoreTest {
    private static final LeaseKey KEY = new LeaseKey(new UUID(0, 1), 1);
    private static final long CACHE_BYTES = 100;

    @TempDir
    private Path folder;

    private Instant now = Instant.EPOCH;
    private FakeApi api;
    private HttpControlApi client;
    private BlobStore store;

    @BeforeEach
    void open() throws IOException {
        api = new FakeApi();
        client = new HttpControlApi(api.address(), FakeApi.TOKEN);
        store = new BlobStore(folder, CACHE_BYTES, client, () -> now);
    }

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void theLeastRecentlyUsedGoesFirst() throws Exception {
        String first = shared(blob(1));
        String second = shared(blob(2));
        assertThat(shared(blob(1))).isEqualTo(first);
        String third = shared(blob(3));
        assertThat(folder.resolve("blobs").resolve(first)).exists();
        assertThat(folder.resolve("blobs").resolve(second)).doesNotExist();
        assertThat(folder.resolve("blobs").resolve(third)).exists();
        assertThat(api.taken).hasSize(3);
    }

    @Test
    void aBlobThatTheDiskHasDamagedIsFetchedAgain() throws Exception {
        String digest = shared(blob(1));
        Files.write(folder.resolve("blobs").resolve(digest), new byte[] {1, 2, 3});
        assertThat(shared(blob(1))).isEqualTo(digest);
        assertThat(api.taken).hasSize(2);
    }

    @Test
    void whatIsNotWantedAgainIsDeleted() throws Exception {
        byte[] content = blob(1);
        String digest = offer(content);
        assertThat(store.once(KEY, digest, Files::readAllBytes)).isEqualTo(content);
        assertNothingOnTheWay();
    }

    @Test
    void aBlobThatIsAnotherIsRefused() throws Exception {
        String digest = Bundles.digest(blob(1));
        api.blobs.put(digest, blob(2));
        assertThatThrownBy(() -> store.shared(KEY, digest, Files::readAllBytes))
                .isInstanceOf(DigestMismatchException.class);
        assertThat(folder.resolve("blobs")).isEmptyDirectory();
        assertNothingOnTheWay();
    }

    @Test
    void aBlobOfAStaleLeaseIsNotFetched() {
        String digest = offer(blob(1));
        api.stale = true;
        assertThatThrownBy(() -> store.once(KEY, digest, Files::readAllBytes)).isInstanceOf(StaleLeaseException.class);
        assertNothingOnTheWay();
    }

    @Test
    void aDigestIsNoPath() {
        assertThatThrownBy(() -> store.once(KEY, "../../etc/passwd", Files::readAllBytes))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void assertNothingOnTheWay() {
        assertThat(folder.resolve("incoming")).isEmptyDirectory();
    }

    /** Two of them fit into the cache. */
    private static byte[] blob(int number) {
        byte[] content = new byte[40];
        content[0] = (byte) number;
        return content;
    }

    private String offer(byte[] content) {
        String digest = Bundles.digest(content);
        api.blobs.put(digest, content);
        return digest;
    }

    private String shared(byte[] content) throws Exception {
        now = now.plusSeconds(10);
        String digest = offer(content);
        assertThat(store.shared(KEY, digest, Files::readAllBytes)).isEqualTo(content);
        return digest;
    }
}

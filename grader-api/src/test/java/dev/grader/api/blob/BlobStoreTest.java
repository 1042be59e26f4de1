package dev.grader.api.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.grader.api.digest.Sha256;
import dev.grader.core.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobStoreTest {
    /** SHA-256 of "abc", from FIPS 180-2. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path data = Path.of("");

    @Test
    void aBlobLiesUnderItsDigest() throws IOException {
        Spooled stored = store().store(bytes("abc"), 3);

        assertThat(stored.sha256()).isEqualTo(ABC);
        assertThat(stored.size()).isEqualTo(3);
        assertThat(files()).containsExactly("blobs/ba/78/" + ABC);
        assertThat(store().find(ABC))
                .hasValueSatisfying(file -> assertThat(file).hasContent("abc"));
    }

    @Test
    void theSameBytesAreStoredOnce() throws IOException {
        store().store(bytes("abc"), 3);
        store().storeVerified(bytes("abc"), ABC, 3);

        assertThat(files()).hasSize(1);
    }

    @Test
    void partsOfBrokenConnectionsAreSweptAway() throws IOException {
        store().store(bytes("abc"), 3);
        Path left = Files.createFile(data.resolve("incoming/left.part"));
        Path arriving = Files.createFile(data.resolve("incoming/arriving.part"));
        Instant now = Files.getLastModifiedTime(arriving).toInstant();
        Files.setLastModifiedTime(left, FileTime.from(now.minusSeconds(60)));
        store().sweep(now.minusSeconds(30));

        assertThat(left).doesNotExist();
        assertThat(arriving).exists();
        assertThat(store().find(ABC)).isPresent();
    }

    @Test
    void bytesBeyondTheCapLeaveNothing() {
        assertThatThrownBy(() -> store().store(bytes("abcd"), 3)).isInstanceOf(ProblemException.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void bytesOfAnotherDigestLeaveNothing() {
        assertThatThrownBy(() -> store().storeVerified(bytes("abd"), ABC, 3)).isInstanceOf(ProblemException.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void aConnectionThatBreaksLeavesNothing() {
        InputStream broken = new FilterInputStream(bytes("abc")) {
            private boolean begun;

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (begun) {
                    throw new IOException("connection reset");
                }
                begun = true;
                return super.read(buffer, offset, 2);
            }
        };

        assertThatThrownBy(() -> store().store(broken, 3)).isInstanceOf(IOException.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void anAdoptedFileIsVerified() throws IOException {
        Path file = Files.writeString(data.resolve("upload"), "abc");
        store().adopt(file, ABC);

        assertThat(store().find(ABC)).isPresent();
        assertThatThrownBy(() -> store().adopt(file, Sha256.of("other"))).isInstanceOf(IllegalStateException.class);
        assertThat(store().find(Sha256.of("other"))).isEmpty();
    }

    @Test
    void aNameThatIsNoDigestReachesNoFile() {
        assertThatThrownBy(() -> store().find("../../etc/passwd")).isInstanceOf(IllegalArgumentException.class);
    }

    private BlobStore store() {
        return new BlobStore(data);
    }

    private List<String> files() {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> data.relativize(file).toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}

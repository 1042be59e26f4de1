package dev.grader.worker.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TransferGuardTest {
    @Test
    void copiesEverything() throws IOException {
        byte[] bytes = new byte[200_000];
        bytes[199_999] = 7;
        ByteArrayOutputStream target = new ByteArrayOutputStream();

        long copied = new TransferGuard(Duration.ofMinutes(2), Duration.ofMinutes(2))
                .copy(new ByteArrayInputStream(bytes), target);

        assertThat(copied).isEqualTo(200_000);
        assertThat(target.toByteArray()).isEqualTo(bytes);
    }

    /** Blocks like a connection whose peer is gone, until it is closed. */
    private static final class Silent extends java.io.InputStream {
        private final BlockingQueue<Integer> bytes = new LinkedBlockingQueue<>();

        @Override
        public int read() throws IOException {
            try {
                return bytes.take();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }

        @Override
        public void close() {
            bytes.add(-1);
        }
    }

    @Test
    @Timeout(120)
    void givesUpWhenNothingComes() {
        TransferGuard guard = new TransferGuard(Duration.ofMillis(200), Duration.ofMinutes(10));

        assertThatThrownBy(() -> guard.copy(new Silent(), new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nothing came");
    }

    @Test
    @Timeout(120)
    void givesUpOnATrickleThatNeverEnds() throws IOException {
        PipedOutputStream sender = new PipedOutputStream();
        PipedInputStream receiver = new PipedInputStream(sender);
        Thread trickle = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    sender.write(1);
                    sender.flush();
                    // a trickle: less than the guard calls a stall
                    Thread.sleep(20);
                }
            } catch (IOException | InterruptedException closed) {
                return;
            }
        });

        TransferGuard guard = new TransferGuard(Duration.ofSeconds(1), Duration.ofMillis(500));
        assertThatThrownBy(() -> guard.copy(receiver, new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class);
        trickle.interrupt();
    }
}

package dev.grader.worker.control;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Copies a stream whose sender may have vanished: it is closed when no byte has come for some time, or when the whole takes too
 * long.
 *
 * <p>Concurrency: the guard's own thread closes the stream, which wakes the reader.
 */
final class TransferGuard {
    private static final int BUFFER = 1 << 16;

    private final Duration stall;
    private final Duration total;
    private volatile long lastByte;
    private volatile boolean over;
    private volatile boolean broken;

    /**
     * A guard for one transfer.
     *
     * @param stall longest time without a byte
     * @param total longest time of all
     */
    TransferGuard(Duration stall, Duration total) {
        this.stall = stall;
        this.total = total;
    }

    /**
     * Copies everything.
     *
     * @return bytes
     * @throws DiskException when the target cannot be written
     * @throws IOException when the source cannot be read, also when the guard gave up
     */
    long copy(InputStream source, OutputStream target) throws IOException {
        long begun = System.nanoTime();
        lastByte = begun;
        Thread watch = Thread.ofVirtual().name("transfer-guard").start(() -> watch(source, begun));
        long bytes = 0;
        try {
            byte[] buffer = new byte[BUFFER];
            int count;
            while ((count = source.read(buffer)) >= 0) {
                lastByte = System.nanoTime();
                write(target, buffer, count);
                bytes += count;
            }
        } finally {
            over = true;
            watch.interrupt();
        }
        if (broken) {
            throw new IOException(
                    "nothing came for " + stall.toSeconds() + " s, or it took longer than " + total.toSeconds() + " s");
        }
        return bytes;
    }

    private static void write(OutputStream target, byte[] buffer, int count) throws DiskException {
        try {
            target.write(buffer, 0, count);
        } catch (IOException exception) {
            throw new DiskException(exception);
        }
    }

    private void watch(Closeable source, long begun) {
        while (!over) {
            long now = System.nanoTime();
            if (now - lastByte > stall.toNanos() || now - begun > total.toNanos()) {
                broken = true;
                close(source);
                return;
            }
            try {
                // often enough to notice a stall soon after it has lasted too long
                Thread.sleep(stall.dividedBy(4));
            } catch (InterruptedException done) {
                return;
            }
        }
    }

    private static void close(Closeable source) {
        try {
            source.close();
        } catch (IOException ignored) {
            // whoever reads from it sees that it has ended
            return;
        }
    }
}

package dev.grader.harness;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process when a unit is stuck in native code, which nothing in the JVM can interrupt. Both the main thread and
 * the watchdog report through this object's lock, so a unit gets one outcome; after the watchdog has reported, the
 * process halts while it still holds the lock, and the main thread can report nothing more.
 *
 * <p>A unit that notices its deadline by itself ends as timeout and the next one runs; here the process is gone before
 * {@code done}, from which the worker knows that the later units of the job were not run.
 */
final class Watchdog implements Runnable {
    /** Beyond the unit's own limit, so that a unit that checks the time itself comes first. */
    private static final double GRACE_SECONDS = 1;

    private final FrameWriter out;
    private final Runnable halt;
    private @Nullable String current;
    private long end;

    /** @param halt ends the process and does not return */
    Watchdog(FrameWriter out, Runnable halt) {
        this.out = out;
        this.halt = halt;
    }

    void start() {
        Thread.ofPlatform().daemon().name("watchdog").start(this);
    }

    synchronized void begin(String unit, double seconds) {
        current = unit;
        end = System.nanoTime() + (long) ((seconds + GRACE_SECONDS) * 1e9);
        notifyAll();
    }

    synchronized void finish(Outcome outcome) throws IOException {
        if (current != null) {
            out.write(outcome.frame(current));
            current = null;
        }
    }

    @Override
    public synchronized void run() {
        try {
            while (true) {
                long left = end - System.nanoTime();
                if (current == null) {
                    wait();
                } else if (left > 0) {
                    wait(left / 1_000_000, (int) (left % 1_000_000));
                } else {
                    expire(current);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void expire(String stuck) {
        try {
            out.write(Outcome.of(Outcome.Status.TIMEOUT).frame(stuck));
        } catch (IOException e) {
            System.err.println("cannot report a timeout: " + e);
        } finally {
            halt.run();
        }
    }
}

package dev.grader.worker.slot;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Where idle slots wait.
 *
 * <p>Concurrency: one lock for the number of idle slots and the wake-ups on their way to them. There is never a wake-up without
 * an idle slot for it, so no message waits behind a long training; what comes when all are busy is acknowledged and dropped,
 * since a slot asks by itself as soon as it is free. The listener is told outside of the lock when the first slot becomes idle
 * and when the last one is busy, so that the broker keeps its messages for other workers; it may be told late, never wrongly
 * for long, because it is told the state and not a change.
 */
public final class WorkSignal {
    private final Deque<Wakeup> waiting = new ArrayDeque<>();
    private volatile Consumer<Boolean> listener = idle -> {};
    private int idle;
    private boolean closed;

    /** Sets who is told whether any slot is idle. */
    public void onIdle(Consumer<Boolean> newListener) {
        listener = newListener;
        newListener.accept(hasIdle());
    }

    /** Waits for a wake-up; after the time-out it is {@link Wakeup#TIME}. */
    public Wakeup await(Duration timeout) throws InterruptedException {
        enter();
        try {
            return take(System.nanoTime() + timeout.toNanos());
        } finally {
            leave();
        }
    }

    /** Wakes one idle slot; without one, the message is acknowledged and forgotten. */
    public void offer(Wakeup wakeup) {
        synchronized (this) {
            if (idle > waiting.size()) {
                waiting.add(wakeup);
                notifyAll();
                return;
            }
        }
        wakeup.acknowledge().run();
    }

    /** Wakes all idle slots; nobody waits here any more. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private synchronized boolean hasIdle() {
        return idle > 0;
    }

    private synchronized Wakeup take(long deadline) throws InterruptedException {
        while (waiting.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || closed) {
                return Wakeup.TIME;
            }
            // At least a millisecond: wait(0) would be for ever.
            wait(Math.max(1, Duration.ofNanos(left).toMillis()));
        }
        return waiting.remove();
    }

    private void enter() {
        synchronized (this) {
            idle++;
        }
        listener.accept(hasIdle());
    }

    private void leave() {
        synchronized (this) {
            idle--;
        }
        listener.accept(hasIdle());
    }
}

package dev.grader.worker.lease;

import dev.grader.core.job.Progress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Progress on its way to the API. It never blocks who reports it; when the API has been away for long, the oldest goes first,
 * for nothing of it counts.
 */
public final class ProgressBuffer {
    static final int KEPT = 2_000;
    static final int BATCH = 200;

    private final Deque<Progress> waiting = new ArrayDeque<>();
    private boolean closed;

    public synchronized void add(Progress progress) {
        if (waiting.size() == KEPT) {
            waiting.removeFirst();
        }
        waiting.addLast(progress);
        notifyAll();
    }

    /** Waits until there is progress, the time is over or the buffer is closed. */
    synchronized void await(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        while (waiting.isEmpty() && !closed) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    /** Takes the oldest, as many as one message may carry. */
    synchronized List<Progress> take() {
        List<Progress> batch = new ArrayList<>();
        while (batch.size() < BATCH && !waiting.isEmpty()) {
            batch.add(waiting.removeFirst());
        }
        return batch;
    }

    /** Puts a batch back that did not get through. */
    synchronized void putBack(List<Progress> batch) {
        for (Progress progress : batch.reversed()) {
            if (waiting.size() < KEPT) {
                waiting.addFirst(progress);
            }
        }
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }
}

package dev.grader.harness;

import java.util.function.LongSupplier;

/** A unit's own limit of wall time, checked between batches. */
final class Deadline {
    private final LongSupplier nanoTime;
    private final long end;

    Deadline(LongSupplier nanoTime, double seconds) {
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + (long) (seconds * 1e9);
    }

    void check() throws DeadlineException {
        if (nanoTime.getAsLong() - end > 0) {
            throw new DeadlineException();
        }
    }
}

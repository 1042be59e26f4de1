package dev.grader.worker.lease;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The run of one job, and how to stop it from another thread.
 *
 * <p>Concurrency: the lock closes the race in which a job has just ended and its thread, already on to something else, would be
 * interrupted.
 */
final class ActiveLease {
    private final Thread thread;
    private boolean running = true;
    private @Nullable Cancellation cancellation;

    /** Why a job was stopped. */
    enum Cancellation {
        /** Somebody else has the job: nothing is sent. */
        STALE,
        /** This worker stops: the job is given back. */
        GIVEN_BACK
    }

    /** Belongs to the thread that runs the job. */
    ActiveLease(Thread thread) {
        this.thread = thread;
    }

    /** Stops the job, if it still runs; a stale lease outweighs everything. */
    synchronized void cancel(Cancellation reason) {
        if (cancellation == null || reason == Cancellation.STALE) {
            cancellation = reason;
        }
        if (running) {
            thread.interrupt();
        }
    }

    /** Called by the job's own thread: from now on it is not interrupted any more. */
    synchronized void ended() {
        running = false;
        // An interrupt that was meant for the job must not hit what comes after it.
        Thread.interrupted();
    }

    synchronized Optional<Cancellation> cancellation() {
        return Optional.ofNullable(cancellation);
    }
}

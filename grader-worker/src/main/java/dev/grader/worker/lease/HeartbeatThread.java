package dev.grader.worker.lease;

import dev.grader.core.job.Heartbeat;
import dev.grader.core.job.Progress;
import dev.grader.worker.control.ApiRefusedException;
import dev.grader.worker.control.ApiUnavailableException;
import dev.grader.worker.control.Backoff;
import dev.grader.worker.control.ControlApi;
import dev.grader.worker.control.LeaseKey;
import dev.grader.worker.control.StaleLeaseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Keeps one lease and brings its progress: soon when there is any, and in any case as often as the lease asks for.
 *
 * <p>Concurrency: a thread of its own, so that a job which computes or hangs keeps its lease; it ends when it is closed or when
 * the API says that the lease is stale, of which it tells once. Failure handling: an API that does not answer changes nothing,
 * the job goes on and so do the tries; a lease that has expired meanwhile is still ours as long as nobody else has the job.
 */
final class HeartbeatThread implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(HeartbeatThread.class);
    /** Often enough for a person who watches, seldom enough for many jobs. */
    private static final Duration GATHER = Duration.ofMillis(500);

    private final ControlApi api;
    private final LeaseKey key;
    private final Duration interval;
    private final ProgressBuffer progress;
    private final Runnable onStale;
    private final Backoff backoff;
    private final Thread thread;
    /** Held from taking progress until the API has it, so that whoever holds it knows that none is on its way. */
    private final ReentrantLock beating = new ReentrantLock();

    HeartbeatThread(
            ControlApi api,
            LeaseKey key,
            Duration interval,
            ProgressBuffer progress,
            Runnable onStale,
            Backoff backoff) {
        this.api = api;
        this.key = key;
        this.interval = interval;
        this.progress = progress;
        this.onStale = onStale;
        this.backoff = backoff;
        this.thread = Thread.ofVirtual().name("heartbeat-" + key.jobId()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        int failures = 0;
        try {
            while (!progress.isClosed()) {
                if (failures == 0) {
                    progress.await(interval);
                } else {
                    // longer after each failure, but never past the next heartbeat
                    Thread.sleep(shorter(backoff.after(failures), interval));
                }
                failures = beat() ? 0 : failures + 1;
                if (failures == 0 && !progress.isClosed()) {
                    // so that many lines of progress go in one request
                    Thread.sleep(GATHER);
                }
            }
        } catch (StaleLeaseException stale) {
            LOGGER.warnf("The lease of %s is stale, its containers go: %s", key, stale.getMessage());
            onStale.run();
        } catch (InterruptedException interrupted) {
            LOGGER.debugf("The heartbeat of %s ends", key);
        }
    }

    private boolean beat() throws StaleLeaseException, InterruptedException {
        beating.lockInterruptibly();
        try {
            return send(progress.take());
        } finally {
            beating.unlock();
        }
    }

    private boolean send(List<Progress> batch) throws StaleLeaseException, InterruptedException {
        try {
            api.heartbeat(key, new Heartbeat(batch));
            return true;
        } catch (ApiUnavailableException unavailable) {
            LOGGER.warnf("The heartbeat of %s did not get through: %s", key, unavailable.getMessage());
            progress.putBack(batch);
            return false;
        } catch (ApiRefusedException refused) {
            // Progress that the API will not have is no reason to stop a job.
            LOGGER.errorf("Progress of %s was refused: %s", key, refused.getMessage());
            return false;
        }
    }

    /**
     * Sends what is left, once, and waits for what the thread is just sending, so that the last epoch is there before the result
     * is: progress that comes after the result is refused.
     */
    void flush() throws InterruptedException {
        beating.lockInterruptibly();
        try {
            while (!progress.isEmpty() && beat()) {
                LOGGER.tracef("Progress of %s sent", key);
            }
        } catch (StaleLeaseException stale) {
            onStale.run();
        } finally {
            beating.unlock();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** No beat begins after this. */
    @Override
    public void close() {
        progress.close();
        thread.interrupt();
    }
}

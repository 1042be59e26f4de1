package dev.grader.api.job;

import dev.grader.api.dispatch.Outbox;
import dev.grader.api.sql.Sql;
import dev.grader.api.submission.SubmissionState;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Takes back jobs whose claim came to nothing: to the queue again, or given up for people to look at. */
@Singleton
public class Returns {
    private static final Logger LOGGER = Logger.getLogger(Returns.class);
    private static final int MAXIMUM_MESSAGE = 2_000;

    private final Sql sql;
    private final Jobs jobs;
    private final Outbox outbox;
    private final MeterRegistry meters;

    Returns(Sql sql, Jobs jobs, Outbox outbox, MeterRegistry meters) {
        this.sql = sql;
        this.jobs = jobs;
        this.outbox = outbox;
        this.meters = meters;
    }

    /**
     * Ends the newest claim of a leased job. A job that is not leased any more stays as it is.
     *
     * @param job its row, locked by this transaction
     * @param message what happened, for the operator
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void giveBack(Job job, RetryPolicy.Cause cause, String message) {
        String worker = Objects.requireNonNullElse(job.owner(), "unknown");
        String bounded = message.length() <= MAXIMUM_MESSAGE ? message : message.substring(0, MAXIMUM_MESSAGE) + "…";
        if (job.state() != JobState.LEASED) {
            return;
        }
        recordFault(job, cause, worker, bounded);
        meters.counter("grader.job.faults", "cause", cause.name().toLowerCase(Locale.ROOT))
                .increment();
        LOGGER.warnf("Job %s, claim %d by %s came to nothing (%s): %s", job.id(), job.claims(), worker, cause, bounded);
        switch (RetryPolicy.after(cause, job.claims())) {
            case RetryPolicy.Decision.Requeue requeue -> {
                sql.update(
                        """
                        UPDATE job SET state = 'QUEUED', lease_until = NULL, problem = ?, owner = ?,
                                       not_before = now() + make_interval(secs => ?)
                        WHERE id = ? AND token = ?
                        """,
                        bounded,
                        // a worker that was silent may come back; one that has given up may not
                        cause == RetryPolicy.Cause.EXPIRED ? job.owner() : null,
                        requeue.pause().toMillis() / 1000.0,
                        job.id(),
                        job.token());
                moveSubmission(job, SubmissionState.QUEUED);
                outbox.announce(job.id(), job.capability(), requeue.pause());
            }
            case RetryPolicy.Decision.GiveUp giveUp -> {
                sql.update("""
                        UPDATE job SET state = 'SYSTEM_ERROR', lease_until = NULL, problem = ?
                        WHERE id = ? AND token = ?
                        """, bounded, job.id(), job.token());
                moveSubmission(job, SubmissionState.SYSTEM_ERROR);
            }
        }
    }

    private void recordFault(Job job, RetryPolicy.Cause cause, String worker, String message) {
        sql.update(
                "INSERT INTO fault (job_id, token, cause, worker, message) VALUES (?, ?, ?, ?, ?)",
                job.id(),
                job.token(),
                cause,
                worker,
                message);
    }

    private void moveSubmission(Job job, SubmissionState next) {
        UUID submissionId = job.submissionId();
        if (submissionId != null) {
            jobs.moveSubmission(submissionId, next);
        }
    }
}

package dev.grader.api.lease;

import dev.grader.api.job.Job;
import dev.grader.api.job.JobState;
import dev.grader.api.job.Jobs;
import dev.grader.api.progress.ProgressLog;
import dev.grader.api.sql.Sql;
import dev.grader.api.submission.SubmissionState;
import dev.grader.core.job.Heartbeat;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;

/**
 * Extends leases. A worker that was silent for longer than its lease gets the job back when nobody else has claimed it,
 * unless its student has another job running by now.
 */
@Singleton
public class Heartbeats {
    private final Sql sql;
    private final Jobs jobs;
    private final LeaseGuard guard;
    private final ProgressLog progress;
    private final LeaseSettings settings;

    Heartbeats(Sql sql, Jobs jobs, LeaseGuard guard, ProgressLog progress, LeaseSettings settings) {
        this.sql = sql;
        this.jobs = jobs;
        this.guard = guard;
        this.progress = progress;
        this.settings = settings;
    }

    /** Takes the progress and extends the lease. */
    @Transactional
    public Heartbeat.Extended beat(UUID jobId, long token, Heartbeat heartbeat) {
        Job job = guard.lock(jobId, token);
        Instant expiresAt = sql.first(
                        """
                        UPDATE job SET state = 'LEASED', not_before = NULL,
                                       lease_until = now() + make_interval(secs => ?),
                                       started_at = CASE WHEN ? THEN coalesce(started_at, now()) ELSE started_at END
                        WHERE id = ? AND owner IS NOT NULL
                          AND (state = 'LEASED' OR state = 'QUEUED'
                               AND NOT EXISTS (SELECT 1 FROM job running
                                               WHERE running.student_id = job.student_id AND running.state = 'LEASED'))
                        RETURNING lease_until
                        """,
                        row -> row.instant("lease_until"),
                        (double) settings.seconds(),
                        !heartbeat.progress().isEmpty(),
                        jobId)
                .orElseThrow(() -> guard.stale(job, "is not running any more"));
        UUID submissionId = job.submissionId();
        if (job.state() == JobState.QUEUED && submissionId != null) {
            jobs.moveSubmission(submissionId, SubmissionState.RUNNING);
        }
        progress.append(jobId, token, heartbeat.progress());
        return new Heartbeat.Extended(expiresAt);
    }
}

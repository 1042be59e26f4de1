package dev.grader.api.lease;

import dev.grader.api.job.Job;
import dev.grader.api.job.Jobs;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.UUID;

/**
 * Lets through whoever has the newest claim of a job, also when its lease has ended, as long as nobody else has claimed
 * the job since.
 */
@Singleton
public class LeaseGuard {
    private final Jobs jobs;
    private final Counter refused;

    LeaseGuard(Jobs jobs, MeterRegistry meters) {
        this.jobs = jobs;
        this.refused = meters.counter("grader.lease.stale");
    }

    /**
     * The job, locked by this transaction.
     *
     * @throws ProblemException NOT_FOUND for an unknown job, {@link Problem#LEASE_STALE} for any token but the newest
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Job lock(UUID jobId, long token) {
        Job job = jobs.lock(jobId)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND, "There is no job " + jobId + "."));
        if (token < 1 || job.token() != token) {
            throw stale(job, "has been claimed again since");
        }
        return job;
    }

    /** The answer to a worker that must stop. */
    public ProblemException stale(Job job, String why) {
        refused.increment();
        return new ProblemException(
                Problem.LEASE_STALE,
                "Job " + job.id() + " " + why + ". Stop it, remove its containers and send nothing more about it.");
    }
}

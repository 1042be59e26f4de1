package dev.grader.api.result;

import dev.grader.api.job.RetryPolicy;
import dev.grader.api.job.Returns;
import dev.grader.api.lease.LeaseGuard;
import dev.grader.core.job.FaultReport;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Takes the word of workers that a job could not be run. */
@Singleton
public class FaultDesk {
    private final LeaseGuard guard;
    private final Returns returns;

    FaultDesk(LeaseGuard guard, Returns returns) {
        this.guard = guard;
        this.returns = returns;
    }

    /** Ends the claim. The same again, or the fault of a job that has ended, changes nothing. */
    @Transactional
    public void take(UUID jobId, long token, FaultReport report) {
        returns.giveBack(guard.lock(jobId, token), RetryPolicy.Cause.REPORTED, report.message());
    }
}

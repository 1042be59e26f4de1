package dev.grader.api.result;

import dev.grader.api.job.Job;
import dev.grader.api.job.JobState;
import dev.grader.api.job.RetryPolicy;
import dev.grader.api.job.Returns;
import dev.grader.api.lease.LeaseGuard;
import dev.grader.api.suite.SuiteProofs;
import dev.grader.core.job.FaultReport;
import dev.grader.core.job.JobKind;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Takes the word of workers that a job could not be run. */
@Singleton
public class FaultDesk {
    private final LeaseGuard guard;
    private final Returns returns;
    private final SuiteProofs proofs;

    FaultDesk(LeaseGuard guard, Returns returns, SuiteProofs proofs) {
        this.guard = guard;
        this.returns = returns;
        this.proofs = proofs;
    }

    /**
     * Ends the claim. The same again, or the fault of a job that has ended, changes nothing. Only a calibration can show
     * that the suite is to blame; from any other job it is a fault like others.
     */
    @Transactional
    public void take(UUID jobId, long token, FaultReport report) {
        Job job = guard.lock(jobId, token);
        RetryPolicy.Cause cause = switch (report.blame()) {
            case INFRASTRUCTURE -> RetryPolicy.Cause.REPORTED;
            case SUITE_AUTHOR ->
                job.kind() instanceof JobKind.Calibrate
                        ? RetryPolicy.Cause.REFERENCE_BROKEN
                        : RetryPolicy.Cause.REPORTED;
        };
        returns.giveBack(job, cause, report.message());
        if (cause == RetryPolicy.Cause.REFERENCE_BROKEN && job.state() == JobState.LEASED) {
            proofs.referenceBroken(job.suiteVersionId(), report.message());
        }
    }
}

package dev.grader.worker.control;

import dev.grader.core.job.Lease;
import java.util.UUID;

/** By what the API knows who is speaking about which job. */
public record LeaseKey(UUID jobId, long token) {
    public static LeaseKey of(Lease lease) {
        return new LeaseKey(lease.jobId(), lease.token());
    }

    @Override
    public String toString() {
        return "job " + jobId + " (token " + token + ")";
    }
}

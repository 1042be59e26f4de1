package dev.grader.worker.control;

import dev.grader.core.job.FaultReport;
import dev.grader.core.job.Heartbeat;
import dev.grader.core.job.Lease;
import dev.grader.core.job.LeaseRequest;
import java.nio.file.Path;
import java.util.Optional;

/** What a worker asks of the API. Every call may be repeated. */
public interface ControlApi {
    /** The next job, if there is one for this worker. */
    Optional<Lease> lease(LeaseRequest request)
            throws ApiUnavailableException, ApiRefusedException, InterruptedException;

    /** Extends the lease and brings progress. */
    void heartbeat(LeaseKey key, Heartbeat heartbeat)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, InterruptedException;

    /** Writes a blob of the lease into a file. The digest is not checked here. */
    void fetch(LeaseKey key, String digest, Path target)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, DiskException,
                    InterruptedException;

    /** Sends a blob that a calibration made. */
    void upload(LeaseKey key, String digest, Path content)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, InterruptedException;

    /**
     * Sends the result of a job.
     *
     * @param json the record as it lies on disk
     */
    void report(LeaseKey key, ReportKind kind, byte[] json)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, InterruptedException;

    /** Gives a job back that could not be run, through no fault of the student. */
    void fault(LeaseKey key, FaultReport fault)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, InterruptedException;
}

package dev.grader.worker.lease;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.grader.core.job.FaultReport;
import dev.grader.core.job.FaultReport.Blame;
import dev.grader.core.job.Lease;
import dev.grader.core.job.Progress;
import dev.grader.core.verdict.Verdict;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.JobResult;
import dev.grader.pipeline.JobRunner;
import dev.grader.pipeline.SuiteFault;
import dev.grader.worker.blob.DigestMismatchException;
import dev.grader.worker.control.ApiRefusedException;
import dev.grader.worker.control.ApiUnavailableException;
import dev.grader.worker.control.Backoff;
import dev.grader.worker.control.ControlApi;
import dev.grader.worker.control.LeaseKey;
import dev.grader.worker.control.StaleLeaseException;
import dev.grader.worker.control.WireJson;
import dev.grader.worker.engine.FaultBreaker;
import dev.grader.worker.engine.OrphanSweeper;
import dev.grader.worker.lease.ActiveLease.Cancellation;
import dev.grader.worker.meter.WorkerMeters;
import dev.grader.worker.meter.WorkerMeters.Outcome;
import dev.grader.worker.report.Reporter;
import dev.grader.worker.report.Reporter.Delivery;
import dev.grader.worker.report.Spool;
import dev.grader.worker.report.Spool.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Runs leased jobs from the first blob to the report.
 *
 * <p>Concurrency: {@link #run} belongs to the slot's thread. The heartbeat, and draining, stop it through {@link ActiveLease}.
 * Failure handling: whatever happens, the job ends as exactly one of a result on its way to the API, a fault, or silence
 * because the lease is stale; and no container of it is left.
 */
public final class LeaseRunner {
    private static final Logger LOGGER = Logger.getLogger(LeaseRunner.class);
    /** Tries to get blobs before the job is given back; with the usual waits about a minute. */
    private static final int FETCH_TRIES = 8;

    private final ControlApi api;
    private final JobInputs inputs;
    private final JobRunner jobs;
    private final Spool spool;
    private final Reporter reporter;
    private final FaultBreaker breaker;
    private final ActiveLeases active;
    private final OrphanSweeper sweeper;
    private final WorkerMeters meters;
    private final Backoff backoff;
    private final ObjectMapper json = WireJson.mapper();
    private volatile boolean stopWaiting;

    public LeaseRunner(
            ControlApi api,
            JobInputs inputs,
            JobRunner jobs,
            Spool spool,
            Reporter reporter,
            FaultBreaker breaker,
            ActiveLeases active,
            OrphanSweeper sweeper,
            WorkerMeters meters,
            Backoff backoff) {
        this.api = api;
        this.inputs = inputs;
        this.jobs = jobs;
        this.spool = spool;
        this.reporter = reporter;
        this.breaker = breaker;
        this.active = active;
        this.sweeper = sweeper;
        this.meters = meters;
        this.backoff = backoff;
    }

    /** What the run itself came to, before the API has heard of it. */
    private sealed interface Attempt {
        /**
         * A result on disk.
         *
         * @param fault of single tests, which the API will not score
         */
        record Stored(Entry entry, Optional<String> fault) implements Attempt {}

        record Failed(String message) implements Attempt {}

        /** The suite's reference does not work; the machine does. */
        record SuiteBroken(String message) implements Attempt {}
    }

    /** Runs one job to its end, whatever that is. */
    public void run(Lease lease, Map<String, String> images) throws InterruptedException {
        long begun = System.nanoTime();
        LeaseKey key = LeaseKey.of(lease);
        ProgressBuffer progress = new ProgressBuffer();
        ActiveLease run = active.begin(key);
        LOGGER.infof("Leased %s: %s", key, lease.kind());
        try (HeartbeatThread heartbeat = new HeartbeatThread(
                api,
                key,
                Duration.ofSeconds(Math.max(1, lease.heartbeatSeconds())),
                progress,
                () -> run.cancel(Cancellation.STALE),
                backoff)) {
            heartbeat.start();
            Attempt attempt = attempt(lease, images, run, step -> {
                progress.add(step);
                meters.progress(step);
            });
            run.ended();
            Outcome outcome = finish(key, run, attempt, heartbeat);
            meters.leaseEnded(outcome, Duration.ofNanos(System.nanoTime() - begun));
            LOGGER.infof("Ended %s: %s", key, outcome);
        } catch (IOException exception) {
            LOGGER.errorf(exception, "The result of %s cannot be kept on disk", key);
            reporter.fault(key, new FaultReport("the worker's disk failed: " + exception, Blame.INFRASTRUCTURE));
        } finally {
            run.ended();
            active.end(key);
        }
    }

    private Attempt attempt(Lease lease, Map<String, String> images, ActiveLease run, Consumer<Progress> progress) {
        LeaseKey key = LeaseKey.of(lease);
        try {
            sweeper.removeOlderThan(key);
            try (JobInputs.Prepared prepared = input(lease, images)) {
                return store(key, jobs.run(prepared.input(), progress));
            }
        } catch (StaleLeaseException stale) {
            run.cancel(Cancellation.STALE);
            return new Attempt.Failed(String.valueOf(stale.getMessage()));
        } catch (InterruptedException interrupted) {
            return new Attempt.Failed("the job was stopped on the worker");
        } catch (SuiteFault fault) {
            LOGGER.infof("%s: %s", key, fault.getMessage());
            return new Attempt.SuiteBroken(String.valueOf(fault.getMessage()));
        } catch (InfrastructureFault
                | ApiUnavailableException
                | ApiRefusedException
                | DigestMismatchException
                | IOException exception) {
            LOGGER.warnf("Fault in %s: %s", key, exception.getMessage());
            return new Attempt.Failed(String.valueOf(exception.getMessage()));
        } catch (RuntimeException | Error error) {
            LOGGER.errorf(error, "Fault in %s", key);
            return new Attempt.Failed("the worker failed: " + error);
        }
    }

    private JobInputs.Prepared input(Lease lease, Map<String, String> images)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, DigestMismatchException,
                    InterruptedException, IOException {
        for (int failures = 1; ; failures++) {
            try {
                return inputs.of(lease, images);
            } catch (ApiUnavailableException exception) {
                if (failures == FETCH_TRIES) {
                    throw exception;
                }
                // longer after each failure, so that an API that is away is not flooded
                Thread.sleep(backoff.after(failures));
            }
        }
    }

    private Attempt store(LeaseKey key, JobResult result) throws IOException {
        return switch (result) {
            case JobResult.Measured measured ->
                new Attempt.Stored(
                        spool.storeMeasurement(key, json.writeValueAsBytes(measured.record())), fault(measured));
            case JobResult.Calibrated calibrated ->
                new Attempt.Stored(
                        spool.storeCalibration(
                                key, json.writeValueAsBytes(calibrated.record()), calibrated.referenceOutputs()),
                        Optional.empty());
        };
    }

    private static Optional<String> fault(JobResult.Measured measured) {
        return measured.record().tests().stream()
                .flatMap(test -> Optional.ofNullable(test.stop()).stream())
                .filter(stop -> stop.verdict() == Verdict.INFRASTRUCTURE)
                .findFirst()
                .map(stop -> stop.message() + " " + stop.detail());
    }

    private Outcome finish(LeaseKey key, ActiveLease run, Attempt attempt, HeartbeatThread heartbeat)
            throws InterruptedException, IOException {
        boolean stale = isStale(run);
        return switch (attempt) {
            case Attempt.Stored stored
            when stale -> {
                spool.delete(stored.entry());
                yield Outcome.STALE;
            }
            case Attempt.Stored stored -> {
                stored.fault().ifPresentOrElse(breaker::failed, breaker::succeeded);
                heartbeat.flush();
                Delivery delivery = reporter.deliver(stored.entry(), () -> stopWaiting);
                yield delivery == Delivery.STALE ? Outcome.STALE : Outcome.REPORTED;
            }
            case Attempt.Failed failed -> {
                sweeper.removeOf(key);
                if (stale) {
                    yield Outcome.STALE;
                }
                boolean givenBack = run.cancellation().isPresent();
                if (!givenBack) {
                    breaker.failed(failed.message());
                }
                reporter.fault(
                        key,
                        new FaultReport(givenBack ? "the worker was stopped" : failed.message(), Blame.INFRASTRUCTURE));
                yield givenBack ? Outcome.GIVEN_BACK : Outcome.FAULT;
            }
            case Attempt.SuiteBroken broken -> {
                sweeper.removeOf(key);
                if (stale) {
                    yield Outcome.STALE;
                }
                breaker.succeeded();
                heartbeat.flush();
                reporter.fault(key, new FaultReport(broken.message(), Blame.SUITE_AUTHOR));
                yield Outcome.REPORTED;
            }
        };
    }

    private static boolean isStale(ActiveLease run) {
        return run.cancellation().filter(reason -> reason == Cancellation.STALE).isPresent();
    }

    /** Results that the API does not take now stay on disk, so that the process can end. */
    public void stopWaiting() {
        stopWaiting = true;
    }

    /** Stops all jobs and gives them back. */
    public void giveBackAll() {
        active.cancelAll(Cancellation.GIVEN_BACK);
    }
}

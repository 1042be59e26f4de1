package dev.grader.worker.report;

import dev.grader.core.job.FaultReport;
import dev.grader.worker.blob.Digests;
import dev.grader.worker.control.ApiRefusedException;
import dev.grader.worker.control.ApiUnavailableException;
import dev.grader.worker.control.Backoff;
import dev.grader.worker.control.ControlApi;
import dev.grader.worker.control.LeaseKey;
import dev.grader.worker.control.StaleLeaseException;
import dev.grader.worker.report.Spool.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** Brings results to the API, as often as it takes, and then forgets them. */
public final class Reporter {
    private static final Logger LOGGER = Logger.getLogger(Reporter.class);
    /** A job that could not be run comes back by itself when its lease expires; saying so only makes it sooner. */
    private static final int FAULT_TRIES = 4;

    private final Spool spool;
    private final ControlApi api;
    private final Backoff backoff;

    public Reporter(Spool spool, ControlApi api, Backoff backoff) {
        this.spool = spool;
        this.api = api;
        this.backoff = backoff;
    }

    /** What became of a result. */
    public enum Delivery {
        TAKEN,
        /** The job belongs to somebody else: the result is gone. */
        STALE,
        /** Kept aside for a person. */
        REFUSED,
        /** Still on disk, for the next start. */
        KEPT
    }

    /**
     * Sends a result until the API has taken or refused it.
     *
     * @param giveUp asked after every failed try
     */
    public Delivery deliver(Entry entry, BooleanSupplier giveUp) throws IOException, InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                send(entry);
                spool.delete(entry);
                return Delivery.TAKEN;
            } catch (NoSuchFileException gone) {
                // Another process with the same folder was quicker; the API takes (job, token) once.
                return Delivery.TAKEN;
            } catch (StaleLeaseException stale) {
                LOGGER.infof("Dropped the result of %s: %s", entry.key(), stale.getMessage());
                spool.delete(entry);
                return Delivery.STALE;
            } catch (ApiRefusedException refused) {
                LOGGER.errorf("The API refuses the result of %s, kept aside: %s", entry.key(), refused.getMessage());
                spool.setAside(entry);
                return Delivery.REFUSED;
            } catch (ApiUnavailableException unavailable) {
                LOGGER.warnf("The result of %s stays on disk for now: %s", entry.key(), unavailable.getMessage());
                if (giveUp.getAsBoolean()) {
                    return Delivery.KEPT;
                }
                // longer after each failure, so that an API that is away is not flooded
                Thread.sleep(backoff.after(failures));
            }
        }
    }

    private void send(Entry entry)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, InterruptedException,
                    IOException {
        byte[] json = Files.readAllBytes(entry.record());
        if (entry.outputs().isPresent()) {
            Path outputs = entry.outputs().get();
            api.upload(entry.key(), Digests.of(outputs), outputs);
        }
        api.report(entry.key(), entry.kind(), json);
    }

    /** Says that a job could not be run; tried a few times. */
    public void fault(LeaseKey key, FaultReport fault) throws InterruptedException {
        for (int failures = 1; failures <= FAULT_TRIES; failures++) {
            try {
                api.fault(key, fault);
                return;
            } catch (StaleLeaseException | ApiRefusedException done) {
                LOGGER.infof("The API has no use for the fault of %s: %s", key, done.getMessage());
                return;
            } catch (ApiUnavailableException unavailable) {
                LOGGER.warnf("The fault of %s was not reported: %s", key, unavailable.getMessage());
                if (failures < FAULT_TRIES) {
                    // longer after each failure, so that an API that is away is not flooded
                    Thread.sleep(backoff.after(failures));
                }
            }
        }
    }
}

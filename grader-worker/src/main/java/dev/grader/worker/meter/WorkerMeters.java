package dev.grader.worker.meter;

import dev.grader.core.job.Progress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;

/** Figures for operators: {@code grader_worker_…}. */
public final class WorkerMeters {
    private final MeterRegistry registry;

    public WorkerMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** How a lease ended. */
    public enum Outcome {
        REPORTED,
        STALE,
        FAULT,
        GIVEN_BACK
    }

    /** Shows slots and how many are busy. */
    public void slots(int slots, IntSupplier busy) {
        gauge("grader.worker.slots", "jobs at a time", () -> slots);
        gauge("grader.worker.slots.busy", "jobs that run now", busy);
    }

    private void gauge(String name, String description, IntSupplier value) {
        // A registry holds on to what it shows by a weak reference only, and nobody else holds on to these.
        Gauge.builder(name, value::getAsInt)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    public void leaseEnded(Outcome outcome, Duration duration) {
        Timer.builder("grader.worker.lease")
                .description("from lease to report")
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(duration);
    }

    /** Counts seconds per step; a step's seed or test is no part of the name, lest there be a series for each. */
    public void progress(Progress progress) {
        if (progress instanceof Progress.StepEnded ended) {
            Timer.builder("grader.worker.step")
                    .description("seconds per step")
                    .tag("step", ended.step().split(" ", 2)[0])
                    .register(registry)
                    .record(Duration.ofNanos((long) (ended.seconds() * 1e9)));
        }
    }
}

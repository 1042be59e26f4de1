package dev.grader.cli.proof;

import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.score.FixtureCheck;
import dev.grader.core.score.ScoreSheet;
import dev.grader.core.suite.Fixture;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.JobResult;
import dev.grader.pipeline.SuiteFault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Grades fixtures beside each other, each as a job of its own. */
public final class ProofRun implements AutoCloseable {
    private static final long CLEANING_SECONDS = 30;

    private final LocalGrader grader;
    private final JobResult.Calibrated calibration;
    private final InstantSource clock;
    private final ExecutorService slots;

    /** A run of as many jobs at a time as there are slots. */
    public ProofRun(LocalGrader grader, JobResult.Calibrated calibration, int slots, InstantSource clock) {
        this.grader = grader;
        this.calibration = calibration;
        this.clock = clock;
        this.slots = Executors.newFixedThreadPool(
                slots, Thread.ofPlatform().name("slot-", 1).factory());
    }

    /**
     * Grades fixtures.
     *
     * @param ended told of each fixture when it ends, one at a time
     * @return in the order of the fixtures, all repetitions of the first first
     * @throws InfrastructureFault when one could not be graded; the others are given up
     */
    public List<FixtureOutcome> grade(List<Fixture> fixtures, int repetitions, Consumer<FixtureOutcome> ended)
            throws InterruptedException, InfrastructureFault, SuiteFault {
        List<Future<FixtureOutcome>> jobs = new ArrayList<>();
        for (Fixture fixture : fixtures) {
            for (int repetition = 1; repetition <= repetitions; repetition++) {
                int number = repetition;
                jobs.add(slots.submit(() -> {
                    FixtureOutcome outcome = grade(fixture, number);
                    synchronized (ended) {
                        ended.accept(outcome);
                    }
                    return outcome;
                }));
            }
        }
        List<FixtureOutcome> outcomes = new ArrayList<>();
        for (Future<FixtureOutcome> job : jobs) {
            outcomes.add(outcome(job));
        }
        return outcomes;
    }

    private FixtureOutcome grade(Fixture fixture, int repetition)
            throws InterruptedException, InfrastructureFault, SuiteFault {
        long begun = clock.millis();
        MeasurementRecord record = grader.measure(fixture.path(), calibration);
        ScoreSheet sheet = grader.score(calibration, record);
        Duration elapsed = Duration.ofMillis(clock.millis() - begun);
        return new FixtureOutcome(fixture, repetition, sheet, record, elapsed, FixtureCheck.problems(fixture, sheet));
    }

    private static FixtureOutcome outcome(Future<FixtureOutcome> job)
            throws InterruptedException, InfrastructureFault, SuiteFault {
        try {
            return job.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case InfrastructureFault fault -> throw fault;
                case SuiteFault fault -> throw fault;
                case InterruptedException interrupted -> throw interrupted;
                case null, default -> throw new IllegalStateException("a fixture could not be graded", e.getCause());
            }
        }
    }

    /** Ends what is still run; the containers are gone when this returns. */
    @Override
    public void close() {
        slots.shutdownNow();
        try {
            slots.awaitTermination(CLEANING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.grader.pipeline.container;

import dev.grader.core.suite.Limits;
import dev.grader.pipeline.container.ContainerOutcome.End;
import dev.grader.pipeline.container.ContainerOutcome.UnitUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Holds what a container has used against its limits, unit by unit. */
final class UnitClock {
    private static final double NANOSECONDS = 1e9;
    /**
     * Elapsed time that every unit gets beyond its own limit, which the harness enforces itself and reports with the unit's
     * output: for starting the container, libraries and processes.
     */
    private static final double ALLOWANCE_SECONDS = 15;

    private final Limits limits;
    private final LongSupplier nanoTime;
    private final long begun;
    private long unitBegun;
    private double cpuBefore;
    private long refusalsBefore;
    private final List<UnitUsage> ended = new ArrayList<>();
    private Usage usage = Usage.NONE;
    private double longestWait;
    private long peakMemory;

    UnitClock(Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
        this.unitBegun = begun;
    }

    void observe(Usage latest) {
        usage = latest;
        longestWait = Math.max(longestWait, latest.waitedSeconds());
        peakMemory = Math.max(peakMemory, latest.memoryBytes());
    }

    void unitEnded() {
        ended.add(unit());
        unitBegun = nanoTime.getAsLong();
        cpuBefore = usage.cpuSeconds();
        refusalsBefore = usage.processRefusals();
        longestWait = 0;
    }

    /** The limit that is broken now, if any. */
    Optional<End> broken() {
        if (usage.memoryKills() > 0) {
            return Optional.of(End.OUT_OF_MEMORY);
        }
        UnitUsage unit = unit();
        if (unit.cpuSeconds() > limits.cpuSeconds()) {
            return Optional.of(End.CPU_LIMIT);
        }
        if (unit.wallSeconds() > limits.wallSeconds() + ALLOWANCE_SECONDS) {
            return Optional.of(End.WALL_LIMIT);
        }
        return Optional.empty();
    }

    UnitUsage unit() {
        return new UnitUsage(
                since(unitBegun),
                usage.cpuSeconds() - cpuBefore,
                longestWait,
                usage.processRefusals() - refusalsBefore);
    }

    List<UnitUsage> ended() {
        return List.copyOf(ended);
    }

    double wallSeconds() {
        return since(begun);
    }

    double cpuSeconds() {
        return usage.cpuSeconds();
    }

    long peakMemory() {
        return peakMemory;
    }

    private double since(long moment) {
        return (nanoTime.getAsLong() - moment) / NANOSECONDS;
    }
}

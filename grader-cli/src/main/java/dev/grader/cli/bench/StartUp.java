package dev.grader.cli.bench;

import dev.grader.core.measurement.MeasurementRecord.StepTiming;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * CPU time that a step needs before it does anything of its own: of a container, an interpreter or a JVM, and its libraries.
 *
 * @param cpuSeconds kind of step to the least that such a step has taken in suites with next to nothing to do
 */
record StartUp(Map<String, Double> cpuSeconds) {
    StartUp {
        cpuSeconds = Map.copyOf(cpuSeconds);
    }

    /** From the steps of jobs that do next to nothing. */
    static StartUp of(List<StepTiming> idle) {
        Map<String, Double> least = new HashMap<>();
        idle.forEach(step -> least.merge(BenchReport.kind(step.step()), step.cpuSeconds(), Math::min));
        return new StartUp(least);
    }

    /** How much of the CPU time of steps is start-up; a kind of step that is not known counts as none. */
    double of(StepTiming step) {
        return Math.min(step.cpuSeconds(), cpuSeconds.getOrDefault(BenchReport.kind(step.step()), 0.0));
    }
}

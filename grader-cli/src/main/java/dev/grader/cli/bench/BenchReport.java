package dev.grader.cli.bench;

import dev.grader.core.measurement.MeasurementRecord.StepTiming;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a burst of submissions came to. Times are seconds unless a name says otherwise.
 *
 * @param wallSeconds from the first submission to the last score
 * @param cpuSecondsPerJob of the containers, as their cgroups count it
 * @param trainingSecondsPerJob pure training, without any start or comparison; empty when it could not be measured for
 *     every job
 * @param efficiencyOfSlots pure training over slots × wall time: 1 would be slots that do nothing but train
 * @param efficiencyOfRuns pure training over the time of the run phases
 */
record BenchReport(
        int submissions,
        int slots,
        Suite suite,
        Machine machine,
        List<PhaseTimes> phases,
        List<StepTimes> steps,
        double wallSeconds,
        double jobsPerMinute,
        double cpuSecondsPerJob,
        Optional<Double> trainingSecondsPerJob,
        Optional<Double> efficiencyOfSlots,
        Optional<Double> efficiencyOfRuns,
        int claimedMoreThanOnce) {
    private static final double MILLIS = 1000;
    private static final double MINUTE = 60;

    BenchReport {
        phases = List.copyOf(phases);
        steps = List.copyOf(steps);
    }

    /** The suite that graded. */
    record Suite(String assignment, int version, String digest) {}

    /** Percentiles of a phase. */
    record PhaseTimes(String phase, OptionalDouble p50Millis, OptionalDouble p95Millis, OptionalDouble p99Millis) {}

    /**
     * Percentiles of a kind of step.
     *
     * @param runs in all jobs together
     * @param cpuSecondsPerJob of all its runs in a job together, on average
     */
    record StepTimes(
            String step, int runs, OptionalDouble p50Millis, OptionalDouble p95Millis, double cpuSecondsPerJob) {}

    /**
     * A graded job and its pure training time.
     *
     * @param trainingSeconds empty when its events do not tell
     */
    record Measured(TimedJob job, Optional<Double> trainingSeconds) {}

    /** Adds everything up. */
    static BenchReport of(List<Measured> measured, int slots, Suite suite, Machine machine) {
        if (measured.isEmpty()) {
            throw new IllegalArgumentException("a benchmark without a submission has no figures");
        }
        List<TimedJob> jobs = measured.stream().map(Measured::job).toList();
        double wall = wall(jobs);
        Optional<Double> training =
                measured.stream().allMatch(one -> one.trainingSeconds().isPresent())
                        ? Optional.of(measured.stream()
                                .mapToDouble(one -> one.trainingSeconds().orElseThrow())
                                .sum())
                        : Optional.empty();
        double run = jobs.stream()
                .flatMap(job -> Phase.RUN.seconds(job).stream())
                .mapToDouble(Double::doubleValue)
                .sum();
        return new BenchReport(
                jobs.size(),
                slots,
                suite,
                machine,
                Arrays.stream(Phase.values()).map(phase -> times(phase, jobs)).toList(),
                steps(jobs),
                wall,
                MINUTE * jobs.size() / wall,
                jobs.stream()
                                .flatMap(job -> job.timings().steps().stream())
                                .mapToDouble(StepTiming::cpuSeconds)
                                .sum()
                        / jobs.size(),
                training.map(seconds -> seconds / jobs.size()),
                training.map(seconds -> seconds / (slots * wall)),
                training.map(seconds -> seconds / run),
                (int) jobs.stream().filter(job -> job.claims() > 1).count());
    }

    private static double wall(List<TimedJob> jobs) {
        Instant first =
                jobs.stream().map(TimedJob::submittedAt).min(Instant::compareTo).orElseThrow();
        Instant last = jobs.stream()
                .flatMap(job -> job.timings().scoredAt().stream())
                .max(Instant::compareTo)
                .orElseThrow();
        return Phase.Seconds.between(first, last);
    }

    private static PhaseTimes times(Phase phase, List<TimedJob> jobs) {
        Quantiles millis = Quantiles.of(jobs.stream()
                .flatMap(job -> phase.seconds(job).stream())
                .map(seconds -> MILLIS * seconds)
                .toList());
        return new PhaseTimes(phase.words(), millis.at(50), millis.at(95), millis.at(99));
    }

    /** In the order in which the first job went through them. */
    private static List<StepTimes> steps(List<TimedJob> jobs) {
        Map<String, List<StepTiming>> kinds = new LinkedHashMap<>();
        for (TimedJob job : jobs) {
            for (StepTiming step : job.timings().steps()) {
                kinds.computeIfAbsent(kind(step.step()), kind -> new ArrayList<>())
                        .add(step);
            }
        }
        return kinds.entrySet().stream()
                .map(entry -> times(entry.getKey(), entry.getValue(), jobs.size()))
                .toList();
    }

    private static StepTimes times(String kind, List<StepTiming> runs, int jobs) {
        Quantiles millis = Quantiles.of(runs.stream()
                .map(step -> MILLIS * Phase.Seconds.between(step.begun(), step.ended()))
                .toList());
        double cpu = runs.stream().mapToDouble(StepTiming::cpuSeconds).sum();
        return new StepTimes(kind, millis.count(), millis.at(50), millis.at(95), cpu / jobs);
    }

    /** The first word: "train training seed 2" is a training like any other. */
    static String kind(String step) {
        int blank = step.indexOf(' ');
        return blank < 0 ? step : step.substring(0, blank);
    }
}

package dev.grader.cli.bench;

import dev.grader.core.measurement.MeasurementRecord.StepTiming;
import java.util.List;

/**
 * Where the time of grading one assignment goes; medians over its gradings, in seconds.
 *
 * @param grading from the begin of the job to its points
 * @param cpu of all containers
 * @param startUp the part of {@code cpu} that the same steps take with nothing to do
 * @param containers started for one submission
 */
record GalleryTimes(String assignment, int gradings, double grading, double cpu, double startUp, int containers) {

    /** One grading. */
    record Grading(double seconds, List<StepTiming> steps) {
        Grading {
            steps = List.copyOf(steps);
        }

        private double cpu() {
            return steps.stream().mapToDouble(StepTiming::cpuSeconds).sum();
        }

        private double startUp(StartUp startUp) {
            return steps.stream().mapToDouble(startUp::of).sum();
        }
    }

    static GalleryTimes of(String assignment, List<Grading> gradings, StartUp startUp) {
        return new GalleryTimes(
                assignment,
                gradings.size(),
                median(gradings.stream().map(Grading::seconds).toList()),
                median(gradings.stream().map(Grading::cpu).toList()),
                median(gradings.stream()
                        .map(grading -> grading.startUp(startUp))
                        .toList()),
                gradings.getFirst().steps().size());
    }

    /** CPU time of what the submission itself does. */
    double compute() {
        return cpu - startUp;
    }

    /** Grading time in units of the compute. */
    double ratio() {
        return grading / compute();
    }

    private static double median(List<Double> values) {
        return Quantiles.of(values).at(50).orElseThrow();
    }
}

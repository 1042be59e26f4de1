package dev.grader.core.score;

import java.util.List;

/**
 * Mean and spread of the metric over seeds.
 *
 * @param standardDeviation of the sample, with n−1; 0 for fewer than two values
 */
public record SampleStatistics(int count, double mean, double standardDeviation) {
    /** Mean and spread of at least one value. */
    public static SampleStatistics of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("there is no mean of no values");
        }
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return new SampleStatistics(
                values.size(), mean, values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1)));
    }
}

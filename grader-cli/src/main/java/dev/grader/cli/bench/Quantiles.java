package dev.grader.cli.bench;

import java.util.Collection;
import java.util.OptionalDouble;

/** Percentiles by nearest rank: always a value that was measured, and the largest one for p99 of few values. */
final class Quantiles {
    private static final double WHOLE = 100;

    private final double[] sorted;

    private Quantiles(double[] sorted) {
        this.sorted = sorted;
    }

    static Quantiles of(Collection<Double> values) {
        return new Quantiles(
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    int count() {
        return sorted.length;
    }

    /**
     * The smallest value that at least so many per cent of the values do not exceed; empty without values.
     *
     * @param percent from above 0 to 100
     */
    OptionalDouble at(int percent) {
        if (percent < 1 || percent > WHOLE) {
            throw new IllegalArgumentException("a percentile is from 1 to 100, not " + percent);
        }
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        int rank = (int) Math.ceil(percent * sorted.length / WHOLE);
        return OptionalDouble.of(sorted[rank - 1]);
    }
}

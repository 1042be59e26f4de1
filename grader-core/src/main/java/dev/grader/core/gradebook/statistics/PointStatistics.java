package dev.grader.core.gradebook.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How points are distributed. All numbers have two decimal places, rounded half up once.
 *
 * @param count of students with points
 * @param standardDeviation of these students, not of others that they stand for; the sum is divided by their number
 * @param bins ten of the same width from 0 to full marks; points above full marks are in the last one
 */
public record PointStatistics(
        int count,
        BigDecimal mean,
        BigDecimal standardDeviation,
        BigDecimal lowest,
        BigDecimal lowerQuartile,
        BigDecimal median,
        BigDecimal upperQuartile,
        BigDecimal highest,
        List<Bin> bins) {
    private static final int BINS = 10;
    private static final BigDecimal QUARTER = new BigDecimal("0.25");
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal THREE_QUARTERS = new BigDecimal("0.75");

    public PointStatistics {
        bins = List.copyOf(bins);
    }

    /**
     * A range of points with its number of students.
     *
     * @param from included
     * @param to not included, but for the last bin
     */
    public record Bin(BigDecimal from, BigDecimal to, int count) {}

    /**
     * The statistics of some points.
     *
     * @param full marks, above 0
     * @return nothing where there are no points
     */
    public static Optional<PointStatistics> of(List<BigDecimal> points, BigDecimal full) {
        if (full.signum() <= 0) {
            throw new IllegalArgumentException("full marks are above 0");
        }
        if (points.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal count = BigDecimal.valueOf(points.size());
        BigDecimal sum = points.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        Quantiles quantiles = new Quantiles(points);
        return Optional.of(new PointStatistics(
                points.size(),
                sum.divide(count, Quantiles.SCALE, RoundingMode.HALF_UP),
                deviation(points, sum, count),
                quantiles.at(BigDecimal.ZERO),
                quantiles.at(QUARTER),
                quantiles.at(HALF),
                quantiles.at(THREE_QUARTERS),
                quantiles.at(BigDecimal.ONE),
                bins(points, full)));
    }

    /** From n · Σx² − (Σx)², which is exact and cannot be negative. */
    private static BigDecimal deviation(List<BigDecimal> points, BigDecimal sum, BigDecimal count) {
        BigDecimal squares = points.stream().map(one -> one.multiply(one)).reduce(BigDecimal.ZERO, BigDecimal::add);
        return squares.multiply(count)
                .subtract(sum.multiply(sum))
                .sqrt(MathContext.DECIMAL128)
                .divide(count, Quantiles.SCALE, RoundingMode.HALF_UP);
    }

    private static List<Bin> bins(List<BigDecimal> points, BigDecimal full) {
        int[] counts = new int[BINS];
        for (BigDecimal one : points) {
            int bin = one.multiply(BigDecimal.valueOf(BINS))
                    .divideToIntegralValue(full)
                    .min(BigDecimal.valueOf(BINS - 1L))
                    .intValueExact();
            counts[bin]++;
        }
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            bins.add(new Bin(tenths(full, bin), tenths(full, bin + 1), counts[bin]));
        }
        return bins;
    }

    private static BigDecimal tenths(BigDecimal full, int number) {
        return full.multiply(BigDecimal.valueOf(number)).movePointLeft(1).stripTrailingZeros();
    }
}

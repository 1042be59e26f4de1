package dev.grader.core.score;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.suite.CutOff;
import dev.grader.core.suite.Metric;
import dev.grader.core.suite.TestDefinition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The cut-offs of {@code train} and {@code predict} tests. With n seeds of the reference (mean m, standard deviation s) and k of the student,
 * full points begin at {@code m − max(margin, t(0.99, n−1)·s·√(1/n + 1/k), 2·SE)}, SE being the standard error of the
 * hidden split. A student whose model is as good as the reference so falls below it in less than one case of a hundred. An
 * artifact of the reference is measured once and has no spread.
 */
public final class CutOffs {
    /** One-sided: how seldom a solution as good as the reference may fall below the cut-off, 1 − 0.99. */
    private static final double SELDOM = 0.01;

    private static final int DIGITS = 4;

    private CutOffs() {}

    /**
     * The cut-off of one test.
     *
     * @param seeds how many trainings of the student the mean is taken over
     * @throws IllegalStateException when the calibration lacks what the test needs; that is never the student's fault
     */
    public static AppliedCutOff of(TestDefinition.Measured test, CalibrationRecord calibration, int seeds) {
        return switch (test.cutOff()) {
            case CutOff.Linear linear ->
                new AppliedCutOff(
                        linear.fullAt(),
                        linear.zeroAt(),
                        "full points from " + words(linear.fullAt()) + ", none up to " + words(linear.zeroAt()));
            case CutOff.RelativeToReference relative -> relative(test, relative, calibration, seeds);
        };
    }

    private static AppliedCutOff relative(
            TestDefinition.Measured test, CutOff.RelativeToReference cutOff, CalibrationRecord calibration, int seeds) {
        SampleStatistics reference = reference(test, calibration);
        double seedNoise = reference.count() < 2
                ? 0
                : seedQuantile(reference.count())
                        * reference.standardDeviation()
                        * Math.sqrt(1.0 / reference.count() + 1.0 / seeds);
        double allowance =
                Math.max(cutOff.margin(), Math.max(seedNoise, 2 * testSetError(test, calibration, reference.mean())));
        // Rounded down, so that the number which the student reads is the one that is applied.
        double fullFrom = BigDecimal.valueOf(reference.mean() - allowance)
                .setScale(2 * DIGITS, RoundingMode.HALF_UP)
                .setScale(DIGITS, RoundingMode.FLOOR)
                .doubleValue();
        return new AppliedCutOff(
                fullFrom,
                cutOff.zeroAt(),
                "reference " + words(reference.mean())
                        + (reference.count() < 2
                                ? ""
                                : " ± " + words(reference.standardDeviation()) + " over " + reference.count()
                                        + " seeds")
                        + "; full points from " + words(fullFrom));
    }

    static SampleStatistics reference(TestDefinition.Measured test, CalibrationRecord calibration) {
        List<Double> metrics = calibration.metrics().getOrDefault(test.common().id(), List.of());
        int needed = test instanceof TestDefinition.Predict ? 1 : 2;
        if (metrics.size() < needed) {
            throw new IllegalStateException("the calibration has " + metrics.size() + " reference results for test '"
                    + test.common().id() + "'; it needs at least " + needed);
        }
        return SampleStatistics.of(metrics);
    }

    static double seedQuantile(int count) {
        return TDistribution.of(count - 1.0).inverseSurvivalProbability(SELDOM);
    }

    private static double testSetError(TestDefinition.Measured test, CalibrationRecord calibration, double mean) {
        Integer examples = calibration.examples().get(test.common().id());
        if (examples == null || examples < 1) {
            throw new IllegalStateException("the calibration does not say how many hidden examples test '"
                    + test.common().id() + "' has");
        }
        return switch (test.metric()) {
            case Metric.ACCURACY -> Math.sqrt(Math.max(0, mean * (1 - mean)) / examples);
        };
    }

    /** A metric in words: at most four digits after the point. */
    static String words(double value) {
        BigDecimal rounded =
                BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.setScale(Math.max(1, rounded.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}

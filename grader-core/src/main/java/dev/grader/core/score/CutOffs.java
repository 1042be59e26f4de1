package dev.grader.core.score;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.suite.CutOff;
import dev.grader.core.suite.TestDefinition;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The cut-offs of {@code train} and {@code predict} tests. With n seeds of the reference (mean m, standard deviation s) and k of the student,
 * full points begin at {@code m − max(margin, t(0.99, n−1)·s·√(1/n + 1/k), 2·SE)}, SE being the standard error of the
 * hidden split; where less of the metric is better, the same above m. A student whose model is as good as the reference so falls below it in less than one case of a hundred.
 * An artifact of the reference is measured once and has no spread.
 */
public final class CutOffs {
    /** One-sided: how seldom a solution as good as the reference may fall below the cut-off, 1 − 0.99. */
    private static final double SELDOM = 0.01;

    private static final int DIGITS = 4;
    private static final int MOST_DIGITS = 12;
    private static final double SMALL = 0.1;

    private CutOffs() {}

    /**
     * The cut-off of one test.
     *
     * @param seeds how many trainings of the student the mean is taken over
     * @throws IllegalStateException when the calibration lacks what the test needs; that is never the student's fault
     */
    public static AppliedCutOff of(TestDefinition.Measured test, CalibrationRecord calibration, int seeds) {
        boolean higherIsBetter = test.metric().higherIsBetter();
        return switch (test.cutOff()) {
            case CutOff.Linear linear ->
                new AppliedCutOff(
                        higherIsBetter,
                        AppliedCutOff.fullAndZero(linear.fullAt(), linear.zeroAt()),
                        true,
                        "full points " + from(test) + " " + words(linear.fullAt()) + ", none "
                                + (higherIsBetter ? "up to " : "from ") + words(linear.zeroAt()));
            case CutOff.Steps steps ->
                new AppliedCutOff(
                        higherIsBetter,
                        steps.steps(),
                        steps.linear(),
                        steps.steps().stream()
                                        .map(step -> percent(step.share()) + " of the points " + from(test) + " "
                                                + words(step.at()))
                                        .collect(Collectors.joining(", "))
                                + (steps.linear() ? ", linear between" : ""));
            case CutOff.RelativeToReference relative -> relative(test, relative, calibration, seeds);
        };
    }

    private static AppliedCutOff relative(
            TestDefinition.Measured test, CutOff.RelativeToReference cutOff, CalibrationRecord calibration, int seeds) {
        SampleStatistics reference = reference(test, calibration);
        double allowance = Math.max(
                cutOff.margin(),
                Math.max(seedNoise(reference, seeds), 2 * testSetError(test, calibration, reference.mean())));
        boolean higherIsBetter = test.metric().higherIsBetter();
        // Rounded in the student's favour, so that the number which the student reads is the one that is applied.
        int digits = digits(reference.mean());
        double fullFrom = BigDecimal.valueOf(
                        higherIsBetter ? reference.mean() - allowance : reference.mean() + allowance)
                .setScale(2 * digits, RoundingMode.HALF_UP)
                .setScale(digits, higherIsBetter ? RoundingMode.FLOOR : RoundingMode.CEILING)
                .doubleValue();
        return new AppliedCutOff(
                higherIsBetter,
                AppliedCutOff.fullAndZero(fullFrom, cutOff.zeroAt()),
                true,
                "reference " + words(reference.mean())
                        + (reference.count() < 2
                                ? ""
                                : " ± " + words(reference.standardDeviation()) + " over " + reference.count()
                                        + " seeds")
                        + "; full points " + from(test) + " " + words(fullFrom));
    }

    private static String from(TestDefinition.Measured test) {
        return test.metric().higherIsBetter() ? "from" : "up to";
    }

    private static String percent(BigDecimal share) {
        return share.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    /** By how much a student's mean may be worse than the reference's by the draw of the seeds alone. */
    static double seedNoise(SampleStatistics reference, int seeds) {
        if (reference.count() < 2) {
            return 0;
        }
        return seedQuantile(reference.count())
                * reference.standardDeviation()
                * Math.sqrt(1.0 / reference.count() + 1.0 / seeds);
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
        return switch (test.metric().name()) {
            case ACCURACY ->
                calibration
                        .testSetErrors()
                        .getOrDefault(test.common().id(), Math.sqrt(Math.max(0, mean * (1 - mean)) / examples));
            case TOP_K, MACRO_F1, AUROC, LOG_LOSS, PERPLEXITY, MSE, MAE, R2 ->
                Objects.requireNonNull(
                        calibration.testSetErrors().getOrDefault(test.common().id(), 0.0), "a map without null values");
        };
    }

    /** Digits after the point: four, or four that count where the number is small. */
    private static int digits(double value) {
        double magnitude = Math.abs(value);
        return magnitude >= SMALL || magnitude == 0
                ? DIGITS
                : Math.min(MOST_DIGITS, DIGITS - 1 - (int) Math.floor(Math.log10(magnitude)));
    }

    /** A metric in words: at most four digits after the point, or four that count where it is small. */
    static String words(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "not a number" : "infinite";
        }
        BigDecimal rounded = BigDecimal.valueOf(value)
                .setScale(digits(value), RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return rounded.setScale(Math.max(1, rounded.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}

package dev.grader.core.score;

import dev.grader.core.suite.CutOff.Step;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * Which value of the metric gives which share of the points, and why.
 *
 * @param higherIsBetter else a value reaches a step from above
 * @param steps from the best to the worst, in units of the metric
 * @param linear whether the share goes up linearly from one step to the next better one
 * @param explanation "reference 0.962 ± 0.004 over 10 seeds; full points from 0.941"
 */
public record AppliedCutOff(boolean higherIsBetter, List<Step> steps, boolean linear, String explanation) {
    /** Means of a few decimal fractions differ in their last bits from what is meant. */
    private static final int SHARE_DIGITS = 9;

    private static final double ROUNDING = 1e-12;

    public AppliedCutOff {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a cut-off has at least one step");
        }
    }

    /** Full points from one value, linear down to none at another, of a metric of which more is better. */
    public AppliedCutOff(double fullFrom, double zeroAt, String explanation) {
        this(true, fullAndZero(fullFrom, zeroAt), true, explanation);
    }

    static List<Step> fullAndZero(double fullFrom, double zeroAt) {
        return List.of(new Step(fullFrom, BigDecimal.ONE), new Step(zeroAt, BigDecimal.ZERO));
    }

    /** A step that is not worse than the one before it, as a fixed {@code zero_at} beside a measured cut-off may be. */
    public Optional<Step> disorder() {
        for (int i = 1; i < steps.size(); i++) {
            double gain = steps.get(i - 1).at() - steps.get(i).at();
            if (higherIsBetter ? gain <= 0 : gain >= 0) {
                return Optional.of(steps.get(i));
            }
        }
        return Optional.empty();
    }

    /** The best step. */
    public double fullFrom() {
        return steps.getFirst().at();
    }

    /** Share of the points for a mean, from 0 to 1. */
    public BigDecimal share(double mean) {
        for (int i = 0; i < steps.size(); i++) {
            if (reaches(mean, steps.get(i))) {
                return linear && i > 0
                        ? between(mean, steps.get(i), steps.get(i - 1))
                        : steps.get(i).share();
            }
        }
        return BigDecimal.ZERO;
    }

    /** Whether a mean gives all that there is. */
    public boolean reached(double mean) {
        return reaches(mean, steps.getFirst());
    }

    /** How far a mean is from the nearest value at which the share jumps or stops growing. */
    double distance(double mean) {
        return (linear ? steps.subList(0, 1) : steps)
                .stream().mapToDouble(step -> Math.abs(mean - step.at())).min().orElseThrow();
    }

    private boolean reaches(double mean, Step step) {
        return higherIsBetter ? mean >= step.at() - ROUNDING : mean <= step.at() + ROUNDING;
    }

    private static BigDecimal between(double mean, Step worse, Step better) {
        double way = (mean - worse.at()) / (better.at() - worse.at());
        double rise = better.share().subtract(worse.share()).doubleValue();
        return worse.share()
                .add(BigDecimal.valueOf(Math.max(0, way * rise)))
                .setScale(SHARE_DIGITS, RoundingMode.HALF_UP)
                .min(better.share());
    }
}

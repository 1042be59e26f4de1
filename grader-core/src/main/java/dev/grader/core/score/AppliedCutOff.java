package dev.grader.core.score;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * From which value of the metric a test gives full points, and why.
 *
 * @param fullFrom in units of the metric
 * @param zeroAt no points at it or below, unless {@code fullFrom} is not above it
 * @param explanation "reference 0.962 ± 0.004 over 10 seeds; full points from 0.941"
 */
public record AppliedCutOff(double fullFrom, double zeroAt, String explanation) {
    /** Means of a few decimal fractions differ in their last bits from what is meant. */
    private static final int SHARE_DIGITS = 9;

    /** Share of the points for a mean, from 0 to 1: full from {@code fullFrom}, linear down to {@code zeroAt}. */
    public BigDecimal share(double mean) {
        if (reached(mean)) {
            return BigDecimal.ONE;
        }
        if (fullFrom <= zeroAt || mean <= zeroAt) {
            return BigDecimal.ZERO;
        }
        return BigDecimal.valueOf((mean - zeroAt) / (fullFrom - zeroAt)).setScale(SHARE_DIGITS, RoundingMode.HALF_UP);
    }

    /** Whether a mean gives full points. */
    public boolean reached(double mean) {
        return mean >= fullFrom - 1e-12;
    }
}

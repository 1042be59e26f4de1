package dev.grader.core.score;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Turns a share into points. */
final class Points {
    /** A share such as 2/3 has been cut; two thirds of 3 points are 2 nevertheless. */
    private static final int DIGITS = 6;

    private Points() {}

    /** All of the points for all of the share, else the points rounded down to a multiple of the step, at its scale. */
    static BigDecimal of(BigDecimal maximum, BigDecimal share, BigDecimal step) {
        if (share.compareTo(BigDecimal.ONE) >= 0) {
            return maximum;
        }
        if (step.signum() <= 0) {
            throw new IllegalArgumentException("the point step must be positive, not " + step);
        }
        BigDecimal exact = maximum.multiply(share).setScale(DIGITS, RoundingMode.HALF_UP);
        BigDecimal lessThanFull = exact.min(maximum.subtract(BigDecimal.ONE.movePointLeft(DIGITS)));
        BigDecimal steps = lessThanFull.max(BigDecimal.ZERO).divide(step, 0, RoundingMode.DOWN);
        return steps.multiply(step);
    }
}

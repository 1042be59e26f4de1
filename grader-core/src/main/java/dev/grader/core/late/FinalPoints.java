package dev.grader.core.late;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Points after the late penalty. */
public final class FinalPoints {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private FinalPoints() {}

    /**
     * Takes the penalty off the earned points; rounded half up, here and nowhere else.
     *
     * @param scale digits after the point, see {@link LatePolicy#scale()}
     */
    public static BigDecimal apply(BigDecimal points, LedgerLine line, int scale) {
        return points.multiply(HUNDRED.subtract(line.penaltyPercent())).divide(HUNDRED, scale, RoundingMode.HALF_UP);
    }
}

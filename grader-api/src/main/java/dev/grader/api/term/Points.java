package dev.grader.api.term;

import java.math.BigDecimal;

/** Points as they come from the database, where every number has four places. */
public final class Points {
    private Points() {}

    /** The same number without zeros at its end. */
    public static BigDecimal of(BigDecimal points) {
        BigDecimal stripped = points.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}

package dev.grader.core.gradebook;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.commons.numbers.fraction.BigFraction;

/** An item with the points that a student has for it. */
record MarkedItem(Item item, BigDecimal earned) {
    /** What it adds to the sum above the line. */
    BigFraction numerator(Combination combination) {
        return switch (combination) {
            case POINTS -> exact(earned);
            case MEAN -> exact(earned).divide(exact(item.possible())).multiply(exact(item.weight()));
        };
    }

    /** What it adds to the sum below the line. */
    BigFraction denominator(Combination combination) {
        if (item.extraCredit()) {
            return BigFraction.ZERO;
        }
        return switch (combination) {
            case POINTS -> exact(item.possible());
            case MEAN -> exact(item.weight());
        };
    }

    /** The number itself: thirds and sevenths must not lose anything before the one rounding at the end. */
    static BigFraction exact(BigDecimal number) {
        return number.scale() >= 0
                ? BigFraction.of(number.unscaledValue(), BigInteger.TEN.pow(number.scale()))
                : BigFraction.of(number.toBigIntegerExact());
    }
}

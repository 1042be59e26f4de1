package dev.grader.core.late.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact fraction, so that nothing is rounded before the final points are.
 *
 * @param denominator positive
 */
public record Share(BigDecimal numerator, BigDecimal denominator) implements Comparable<Share> {
    /** Nothing. */
    public static final Share ZERO = of(BigDecimal.ZERO);

    private static final int SHOWN_DIGITS = 2;

    public Share {
        if (denominator.signum() <= 0) {
            throw new IllegalArgumentException("the denominator must be positive");
        }
    }

    public static Share of(BigDecimal number) {
        return new Share(number, BigDecimal.ONE);
    }

    public boolean isZero() {
        return numerator.signum() == 0;
    }

    public Share min(BigDecimal limit) {
        Share other = of(limit);
        return compareTo(other) <= 0 ? this : other;
    }

    /** For people: at most two digits after the point, none that says nothing. */
    public String words() {
        return shown().toPlainString();
    }

    /** Rounded for people; no points are computed from it. */
    public BigDecimal shown() {
        BigDecimal rounded = numerator
                .divide(denominator, SHOWN_DIGITS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    /** By value: one half is two quarters. */
    @Override
    public int compareTo(Share other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Share share && compareTo(share) == 0;
    }

    @Override
    public int hashCode() {
        // equal fractions must agree, and only the sign is cheap to agree on
        return numerator.signum();
    }
}

package dev.grader.core.late;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Fractions of whole numbers, for the oracle. */
record Exact(BigInteger top, BigInteger bottom) implements Comparable<Exact> {
    static final Exact ZERO = of(0);
    static final Exact HUNDRED = of(100);

    static Exact of(long number) {
        return new Exact(BigInteger.valueOf(number), BigInteger.ONE);
    }

    static Exact of(BigDecimal number) {
        BigDecimal scaled = number.setScale(Math.max(0, number.scale()));
        return new Exact(scaled.unscaledValue(), BigInteger.TEN.pow(scaled.scale()));
    }

    Exact plus(Exact other) {
        return new Exact(top.multiply(other.bottom).add(other.top.multiply(bottom)), bottom.multiply(other.bottom));
    }

    Exact minus(Exact other) {
        return plus(new Exact(other.top.negate(), other.bottom));
    }

    Exact times(Exact other) {
        return new Exact(top.multiply(other.top), bottom.multiply(other.bottom));
    }

    Exact over(long number) {
        return new Exact(top, bottom.multiply(BigInteger.valueOf(number)));
    }

    Exact orAtLeast(Exact other) {
        return compareTo(other) < 0 ? other : this;
    }

    Exact orAtMost(Exact other) {
        return compareTo(other) > 0 ? other : this;
    }

    /** Half up, by adding one half and cutting off; never negative here. */
    BigDecimal rounded(int scale) {
        BigInteger doubled =
                top.multiply(BigInteger.TEN.pow(scale)).multiply(BigInteger.TWO).add(bottom);
        return new BigDecimal(doubled.divide(bottom.multiply(BigInteger.TWO)), scale);
    }

    @Override
    public int compareTo(Exact other) {
        return top.multiply(other.bottom).compareTo(other.top.multiply(bottom));
    }
}

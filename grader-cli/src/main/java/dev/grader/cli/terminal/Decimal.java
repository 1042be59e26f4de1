package dev.grader.cli.terminal;

import java.math.BigDecimal;

/** Numbers as people write them: 6.5 and 70, neither 6.500 nor 7E+1. */
public final class Decimal {
    private Decimal() {}

    /** Without zeros at the end that say nothing. */
    public static String words(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}

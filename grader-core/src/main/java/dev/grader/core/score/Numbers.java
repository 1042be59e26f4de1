package dev.grader.core.score;

import java.util.Locale;

/** Numbers in messages, the same on every machine. */
final class Numbers {
    private Numbers() {}

    /** Four significant digits: {@code 0.1312}, {@code 2.0}, {@code 1.5e-07}. */
    static String words(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinity" : "-infinity";
        }
        if (value == 0) {
            return "0";
        }
        double magnitude = Math.abs(value);
        if (magnitude < 1e-3 || magnitude >= 1e6) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        String digits = String.format(Locale.ROOT, "%." + decimals(magnitude) + "f", value);
        return digits.contains(".") ? digits.replaceFirst("(\\.\\d)(\\d*?)0+$", "$1$2") : digits;
    }

    private static int decimals(double magnitude) {
        return Math.max(1, 3 - (int) Math.floor(Math.log10(magnitude)));
    }

    /**
     * How wrong, as a power of ten and no nearer, for tests whose values are hidden: "about 10 %".
     *
     * @param error relative, not 0
     */
    static String orderOfMagnitude(double error) {
        if (error > Math.sqrt(10)) {
            return "more than 100 %";
        }
        int power = (int) Math.round(Math.log10(error)) + 2;
        if (power < -4) {
            return "less than 0.0001 %";
        }
        String percent = power >= 0
                ? String.valueOf((int) Math.pow(10, power))
                : String.format(Locale.ROOT, "%." + -power + "f", Math.pow(10, power));
        return "about " + percent + " %";
    }
}

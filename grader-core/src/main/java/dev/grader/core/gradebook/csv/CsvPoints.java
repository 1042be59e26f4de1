package dev.grader.core.gradebook.csv;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Points as people of different countries write them. */
final class CsvPoints {
    private static final Pattern NUMBER = Pattern.compile("([-+]?)([0-9]{1,15})(?:([.,])([0-9]{0,15}))?");
    private static final int THOUSANDS = 3;

    private CsvPoints() {}

    /**
     * A number of points.
     *
     * @throws IllegalArgumentException when it is none
     */
    static BigDecimal parse(String cell) {
        String text = latin(cell);
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + shortened(cell) + "' is no number of points; write one like 7.5");
        }
        String fraction = matcher.group(4);
        if (",".equals(matcher.group(3)) && fraction.length() == THOUSANDS) {
            throw new IllegalArgumentException("'" + shortened(cell)
                    + "' may be thousands or decimals; write it with a point, or without the comma");
        }
        if (matcher.group(1).equals("-")) {
            throw new IllegalArgumentException("'" + shortened(cell) + "' is below 0; points are not");
        }
        return new BigDecimal(matcher.group(2) + (fraction == null || fraction.isEmpty() ? "" : "." + fraction));
    }

    /** Digits of any script, the Arabic decimal sign, and no marks of direction. */
    private static String latin(String cell) {
        StringBuilder text = new StringBuilder();
        cell.strip().codePoints().forEach(code -> {
            if (Character.getType(code) == Character.FORMAT || code == '\u00a0' || code == '\u202f') {
                return;
            }
            int digit = Character.digit(code, 10);
            if (digit >= 0) {
                text.append(digit);
            } else if (code == '\u066b') {
                text.append('.');
            } else if (code == '\u2212') {
                text.append('-');
            } else {
                text.appendCodePoint(code);
            }
        });
        return text.toString();
    }

    static String shortened(String cell) {
        int longest = 40;
        return cell.length() > longest ? cell.substring(0, longest) + "…" : cell;
    }
}

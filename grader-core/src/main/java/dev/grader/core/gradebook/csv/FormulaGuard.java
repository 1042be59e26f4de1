package dev.grader.core.gradebook.csv;

import java.util.regex.Pattern;

/**
 * Keeps a spreadsheet from running a text as a formula: what begins like one gets an apostrophe in front, and so does what
 * looks as if it had got one already, so that taking one away gives back every text. Negative numbers are numbers.
 */
final class FormulaGuard {
    /** The wide forms are taken for the plain ones in some locales. */
    private static final Pattern LIKE_A_FORMULA = Pattern.compile("'*[=+\\-@\\t\\r\\n＝＋－＠].*", Pattern.DOTALL);

    private static final Pattern NEGATIVE_NUMBER = Pattern.compile("-[0-9]+(\\.[0-9]+)?");

    private FormulaGuard() {}

    static String guard(String text) {
        boolean dangerous = LIKE_A_FORMULA.matcher(text).matches()
                && !NEGATIVE_NUMBER.matcher(text).matches();
        return dangerous ? "'" + text : text;
    }

    /** What was guarded. A text that nobody guarded stays as it is. */
    static String unguard(String cell) {
        boolean guarded = cell.startsWith("'") && LIKE_A_FORMULA.matcher(cell).matches();
        return guarded ? cell.substring(1) : cell;
    }
}

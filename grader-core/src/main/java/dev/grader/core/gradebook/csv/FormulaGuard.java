package dev.grader.core.gradebook.csv;

import java.util.regex.Pattern;

/**
 * Keeps a spreadsheet from running a text as a formula: what begins like one gets an apostrophe in front, and so does what
 * looks as if it had got one already, so that taking the apostrophes away gives back every text.
 *
 * <p>A spreadsheet that separates by something else than the file does splits inside of cells, quoted or not, so every place
 * after a separator or a line break counts as a beginning, see
 * <a href="https://github.com/OWASP/www-community/issues/443">OWASP's CSV Injection, issue 443</a>. Spaces, quotes and what
 * cannot be seen do not make a beginning harmless, since some programs drop them.
 */
final class FormulaGuard {
    /** What some spreadsheet separates cells or rows by; the fourth one is the Arabic semicolon. */
    private static final String SEPARATORS = ",;|\\x{61b}\\t\\n\\x0b\\f\\r\\x85\\x{2028}\\x{2029}";

    private static final String DROPPED = "[\\p{Zs}\\p{Cf}\\p{Cc}\"'&&[^" + SEPARATORS + "]]*+";
    /** The wide forms are taken for the plain ones in some locales. */
    private static final String SIGNS = "=+\\-@＝＋－＠";

    private static final String FIRST = "(?=" + DROPPED + "[" + SIGNS + "\\t\\r\\n])";
    private static final String LATER = "(?=" + DROPPED + "[" + SIGNS + "])";
    private static final Pattern DANGEROUS = Pattern.compile("\\A" + FIRST + "|(?<=[" + SEPARATORS + "])" + LATER);
    private static final Pattern GUARDED = Pattern.compile("\\A'" + FIRST + "|(?<=[" + SEPARATORS + "])'" + LATER);

    private FormulaGuard() {}

    static String guard(String text) {
        return DANGEROUS.matcher(text).replaceAll("'");
    }

    /** What was guarded. A text that nobody guarded stays as it is. */
    static String unguard(String cell) {
        return GUARDED.matcher(cell).replaceAll("");
    }
}

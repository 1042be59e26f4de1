package dev.grader.cli.terminal;

/**
 * Text that others wrote, made harmless: a student's message must not move the cursor, change colours, write into the
 * window's title, or turn the order of letters around.
 */
public final class SafeText {
    private SafeText() {}

    /** One line: what is not printable, line ends included, becomes a blank or is left out. */
    public static String line(String text) {
        return clean(text, false).strip();
    }

    /** The same with line ends kept. */
    public static String lines(String text) {
        return clean(text.replace("\r\n", "\n"), true);
    }

    /** A JSON document that means the same: in its strings, all that is not printable becomes an escape. */
    public static String json(String json) {
        StringBuilder safe = new StringBuilder(json.length());
        json.codePoints().forEach(character -> {
            if (character == '\n' || character == '\r' || character == '\t' || isPrintable(character)) {
                // a raw line end or tab is never in a string, only between values
                safe.appendCodePoint(character);
            } else {
                for (char unit : Character.toChars(character)) {
                    safe.append("\\u%04x".formatted((int) unit));
                }
            }
        });
        return safe.toString();
    }

    private static String clean(String text, boolean keepLineEnds) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (character == '\n' && keepLineEnds) {
                clean.append('\n');
            } else if (character == '\n' || character == '\t' || character == '\r') {
                clean.append(' ');
            } else if (isPrintable(character)) {
                clean.appendCodePoint(character);
            }
        });
        return clean.toString();
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    // FORMAT has the marks that turn the direction of writing
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}

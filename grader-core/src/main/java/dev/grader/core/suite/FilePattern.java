package dev.grader.core.suite;

import java.util.regex.Pattern;

/**
 * Which paths of a submission are meant: {@code *} and {@code ?} stay in a folder, {@code **} crosses folders, {@code **}
 * followed by a slash is any folder or none, {@code {a,b}} is one of them.
 */
public final class FilePattern {
    private final String glob;
    private final Pattern pattern;

    /**
     * A pattern.
     *
     * @throws IllegalArgumentException when a brace is not closed
     */
    public FilePattern(String glob) {
        this.glob = glob;
        this.pattern = Pattern.compile(expression(glob));
    }

    /** Whether a path, with forward slashes, is meant. */
    public boolean matches(String path) {
        return pattern.matcher(path).matches();
    }

    @Override
    public String toString() {
        return glob;
    }

    private static String expression(String glob) {
        StringBuilder expression = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < glob.length(); i++) {
            char character = glob.charAt(i);
            if (glob.startsWith("**/", i)) {
                expression.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                expression.append(".*");
                i++;
            } else if (character == '*') {
                expression.append("[^/]*");
            } else if (character == '?') {
                expression.append("[^/]");
            } else if (character == '{') {
                depth++;
                expression.append("(?:");
            } else if (character == '}' && depth > 0) {
                depth--;
                expression.append(')');
            } else if (character == ',' && depth > 0) {
                expression.append('|');
            } else {
                expression.append(Pattern.quote(String.valueOf(character)));
            }
        }
        if (depth > 0) {
            throw new IllegalArgumentException("the pattern '" + glob + "' opens a { that is not closed");
        }
        return expression.toString();
    }
}

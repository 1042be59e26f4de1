package dev.grader.core.suite;

/**
 * One mistake in a suite or another file that people write.
 *
 * @param file name; of a suite inside its folder
 * @param line from 1; 0 when the mistake has no place in a text
 * @param column from 1; 0 when the mistake has no place in a text
 * @param path in the document, like {@code tests[2].recipe.epochs}; empty for the document itself
 * @param message what is wrong and what is allowed
 */
public record SuiteError(String file, int line, int column, String path, String message) {
    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line + ":" + column : file;
        return place + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}

package dev.grader.core.gradebook.csv;

import java.util.ArrayList;
import java.util.List;

/** The mistakes of a file as they are found; when there are many, the rest is not looked for. */
final class MistakeList {
    private final List<CsvMistake> mistakes = new ArrayList<>();

    /**
     * Keeps one.
     *
     * @throws CsvMistakes when it is one too many
     */
    void note(CsvMistake mistake) {
        mistakes.add(mistake);
        if (mistakes.size() >= CsvMistakes.SHOWN) {
            mistakes.add(new CsvMistake(0, "", "There may be more mistakes; the rest was not read."));
            throw new CsvMistakes(mistakes);
        }
    }

    /**
     * One after which nothing can be read, and those before it.
     *
     * @param row 0 for the file, of which the message then tells
     */
    CsvMistakes refused(long row, String message) {
        mistakes.add(new CsvMistake(row, "", row == 0 ? "The file " + message : message));
        return new CsvMistakes(mistakes);
    }

    void requireNone() {
        if (!mistakes.isEmpty()) {
            throw new CsvMistakes(mistakes);
        }
    }
}

package dev.grader.cli.submit;

import java.util.ArrayList;
import java.util.List;

/** Breaks long lines between words. */
final class Wrap {
    private Wrap() {}

    /** Lines of at most so many columns; a longer word keeps a line of its own. */
    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}

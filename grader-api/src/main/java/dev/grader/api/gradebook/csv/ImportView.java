package dev.grader.api.gradebook.csv;

import dev.grader.core.gradebook.Standing;
import dev.grader.core.gradebook.csv.CsvMistake;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a CSV changes.
 *
 * @param applied whether it was done, or only shown
 * @param preview of these changes; sent as expected, it makes sure that exactly they are made
 * @param shape plain, canvas or moodle
 * @param unchanged cells that say what holds already
 * @param warnings of what may be a slip, which only allowAbove lets through
 * @param ignored columns that hold no points of an assignment
 */
public record ImportView(
        boolean applied,
        String preview,
        String shape,
        List<ChangeView> changes,
        int unchanged,
        List<CsvMistake> warnings,
        List<String> ignored) {
    public ImportView {
        changes = List.copyOf(changes);
        warnings = List.copyOf(warnings);
        ignored = List.copyOf(ignored);
    }

    /**
     * A grade that is another one.
     *
     * @param before points, or missing or open
     */
    public record ChangeView(String student, String assignment, String before, BigDecimal points) {
        static String words(Standing standing) {
            return switch (standing) {
                case Standing.Earned(BigDecimal points) -> points.toPlainString();
                case Standing.Missing missing -> "missing";
                case Standing.Excused excused -> "excused";
                case Standing.Open open -> "open";
            };
        }
    }
}

package dev.grader.core.gradebook.csv;

import dev.grader.core.gradebook.Standing;
import dev.grader.core.gradebook.csv.GradeSheet.Column;
import dev.grader.core.gradebook.csv.GradeSheet.Line;
import dev.grader.core.gradebook.csv.ImportedGrades.ImportedGrade;
import dev.grader.core.gradebook.csv.ImportedGrades.Mark;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a CSV changes in a gradebook. What it says as it is already changes nothing, so that an export that is imported again
 * enters no grade.
 *
 * @param changes in the order of the file
 * @param warnings of what may be a slip
 * @param unchanged how many cells say what holds already
 */
public record GradeImport(List<Change> changes, List<CsvMistake> warnings, int unchanged) {
    /** As many decimal places, and digits before them, as are stored. */
    private static final int MOST_PLACES = 4;

    private static final int MOST_DIGITS = 8;

    public GradeImport {
        changes = List.copyOf(changes);
        warnings = List.copyOf(warnings);
    }

    /** A grade to enter. */
    public record Change(String student, String assignment, Standing before, BigDecimal points) {}

    /**
     * Compares a file with the gradebook.
     *
     * @throws CsvMistakes for what the gradebook does not allow
     */
    public static GradeImport of(ImportedGrades imported, GradeSheet sheet) {
        Map<String, Line> lines = new HashMap<>();
        sheet.lines().forEach(line -> lines.put(line.login(), line));
        Map<String, Column> columns = new HashMap<>();
        sheet.columns().forEach(column -> columns.put(column.id(), column));
        List<Change> changes = new ArrayList<>();
        List<CsvMistake> warnings = new ArrayList<>();
        List<CsvMistake> mistakes = new ArrayList<>();
        int unchanged = 0;
        for (ImportedGrade grade : imported.grades()) {
            Line line = lines.get(grade.student());
            Column column = columns.get(grade.assignment());
            if (line == null || column == null) {
                throw new IllegalArgumentException(
                        "the gradebook has no " + grade.student() + " / " + grade.assignment());
            }
            Standing before = line.standing(grade.assignment());
            if (isSame(grade.mark(), before, imported.shape())) {
                unchanged++;
                continue;
            }
            switch (grade.mark()) {
                case Mark.Points(BigDecimal points) -> {
                    if (before instanceof Standing.Excused) {
                        mistakes.add(mistake(
                                grade,
                                "'" + grade.student() + "' is excused; take that back first, or empty the cell"));
                    } else if (!isStorable(points)) {
                        mistakes.add(mistake(
                                grade,
                                points.toPlainString() + " is too long; at most " + MOST_DIGITS + " digits and "
                                        + MOST_PLACES + " decimal places are kept"));
                    } else {
                        column.possible()
                                .filter(possible -> points.compareTo(possible) > 0)
                                .ifPresent(possible -> warnings.add(mistake(
                                        grade,
                                        points.toPlainString() + " is more than the "
                                                + possible.stripTrailingZeros().toPlainString()
                                                + " points of full marks")));
                        changes.add(new Change(grade.student(), grade.assignment(), before, points));
                    }
                }
                case Mark.Excused excused ->
                    mistakes.add(mistake(
                            grade,
                            "'" + grade.student() + "' is not excused; that is a decision with a reason, not a grade"));
                case Mark.Missing missing ->
                    mistakes.add(mistake(
                            grade,
                            "'" + grade.student() + "' is not missing here; write 0 for no points, or empty the cell"));
            }
            if (mistakes.size() >= CsvMistakes.SHOWN) {
                break;
            }
        }
        if (!mistakes.isEmpty()) {
            throw new CsvMistakes(mistakes);
        }
        return new GradeImport(changes, warnings, unchanged);
    }

    private static boolean isSame(Mark mark, Standing standing, CsvShape shape) {
        return switch (standing) {
            case Standing.Earned(BigDecimal earned) ->
                mark instanceof Mark.Points(BigDecimal points) && points.compareTo(earned) == 0;
            // the platforms know no word for it
            case Standing.Missing missing ->
                mark instanceof Mark.Missing
                        || (shape != CsvShape.PLAIN
                                && mark instanceof Mark.Points(BigDecimal points)
                                && points.signum() == 0);
            case Standing.Excused excused -> mark instanceof Mark.Excused;
            case Standing.Open open -> false;
        };
    }

    private static boolean isStorable(BigDecimal points) {
        return points.stripTrailingZeros().scale() <= MOST_PLACES && points.precision() - points.scale() <= MOST_DIGITS;
    }

    private static CsvMistake mistake(ImportedGrade grade, String message) {
        return new CsvMistake(grade.row(), grade.column(), message);
    }
}

package dev.grader.core.gradebook.csv;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a CSV says.
 *
 * @param ignored columns that hold no points of an assignment
 * @param grades no student and assignment twice; empty cells are not there
 */
public record ImportedGrades(CsvShape shape, List<String> ignored, List<ImportedGrade> grades) {
    public ImportedGrades {
        ignored = List.copyOf(ignored);
        grades = List.copyOf(grades);
    }

    /**
     * A cell.
     *
     * @param row as a spreadsheet counts, from 1
     * @param column as the first row names it
     * @param student login
     * @param assignment id
     */
    public record ImportedGrade(long row, String column, String student, String assignment, Mark mark) {}

    /** What a cell holds. */
    public sealed interface Mark {
        /** Points. */
        record Points(BigDecimal points) implements Mark {}

        /** The word for somebody who is excused. */
        record Excused() implements Mark {}

        /** The word for somebody who handed nothing in. */
        record Missing() implements Mark {}
    }
}

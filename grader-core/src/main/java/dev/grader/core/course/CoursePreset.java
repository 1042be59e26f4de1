package dev.grader.core.course;

import dev.grader.core.gradebook.scheme.SchemeDocument;
import dev.grader.core.suite.RubricItem;
import dev.grader.core.time.SecondCalendar;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What a course begins with. All of it can be changed in the course later.
 *
 * @param timeZone in which days begin and deadlines are shown
 * @param latePolicy name of a late policy that comes with the product
 * @param schemeText the grading scheme as its author wrote it
 */
public record CoursePreset(
        String title,
        ZoneId timeZone,
        Optional<SecondCalendar> secondCalendar,
        String latePolicy,
        String schemeText,
        SchemeDocument scheme,
        List<Assignment> assignments) {
    public CoursePreset {
        assignments = List.copyOf(assignments);
    }

    /** What is handed in. */
    public enum Kind {
        /** Code, which a suite grades. */
        CODE,
        /** A document. */
        FILE,
        /** Nothing: an exam, a talk. */
        NONE
    }

    /**
     * Something with a grade of its own. It has no dates: these belong to a term.
     *
     * @param points of full marks: of a rubric, their sum; empty for code, whose suite has them
     * @param fileTypes endings of the names of files that are taken; none for any
     * @param rubric empty where points are typed in
     */
    public record Assignment(
            String slug,
            String title,
            Kind kind,
            String category,
            Optional<String> partOf,
            Optional<BigDecimal> points,
            Optional<String> teamSet,
            List<String> fileTypes,
            List<RubricItem> rubric) {
        public Assignment {
            fileTypes = List.copyOf(fileTypes);
            rubric = List.copyOf(rubric);
        }
    }
}

package dev.grader.api.rubric;

import dev.grader.core.suite.RubricItem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far the grading of an assignment by its rubric is.
 *
 * @param maximum points of all items
 * @param lastMark of the caller for this assignment; a release names it, so that it releases nothing unseen
 */
public record RubricOverview(List<RubricItem> items, BigDecimal maximum, long lastMark, List<StudentRow> students) {
    public RubricOverview {
        items = List.copyOf(items);
        students = List.copyOf(students);
    }

    /** Only these students. */
    RubricOverview of(Set<String> logins) {
        return new RubricOverview(
                items,
                maximum,
                lastMark,
                students.stream().filter(row -> logins.contains(row.student())).toList());
    }

    /**
     * One student, as the newest document was marked.
     *
     * @param submission the newest document; null where there is none
     * @param olderMarks whether all marks there are were given for something else: an older document, or before there was one
     * @param points what it has; null while a grader is waited for
     * @param waitingFor logins of assigned graders who have not released every item
     * @param spread between the highest and the lowest total; null with fewer than two
     * @param disputed whether the graders differ by more than a tenth of the points
     */
    public record StudentRow(
            String student,
            String name,
            @Nullable Document submission,
            boolean olderMarks,
            @Nullable BigDecimal points,
            List<String> waitingFor,
            @Nullable BigDecimal spread,
            boolean disputed,
            List<GraderRow> graders) {
        public StudentRow {
            waitingFor = List.copyOf(waitingFor);
            graders = List.copyOf(graders);
        }
    }

    /**
     * A grader of the student.
     *
     * @param points released total; null until every item is released
     * @param drafts whether something is not released
     * @param olderDrafts whether marks of something older are not released
     */
    public record GraderRow(
            String grader, boolean assigned, @Nullable BigDecimal points, boolean drafts, boolean olderDrafts) {}
}

package dev.grader.api.rubric;

import dev.grader.api.sql.Row;
import dev.grader.api.sql.Sql;
import dev.grader.core.gradebook.rubric.GraderTotal;
import dev.grader.core.gradebook.rubric.RubricResult;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the rubrics of a course come to, for many students at once. */
@Singleton
public class RubricTotals {
    /**
     * One row for each document and each grader who is assigned to the student or has released marks of that document. The points
     * are those of the newest released mark of each item, and there are none until every item of the rubric has one, as in
     * GraderSheet.
     */
    private static final String SELECT = """
            WITH item AS (
                SELECT assignment.id AS assignment_id, entry ->> 'id' AS item, (entry ->> 'points')::numeric AS maximum
                FROM assignment CROSS JOIN jsonb_array_elements(assignment.rubric) entry
                WHERE assignment.course_id = ? AND (CAST(? AS bigint) IS NULL OR assignment.id = CAST(? AS bigint))
            ), rubric AS (
                SELECT assignment_id, count(*) AS items, sum(maximum) AS maximum FROM item GROUP BY assignment_id
            ), released AS (
                SELECT assignment_id, student_id, grader_id, max(last_mark_id) AS up_to
                FROM rubric_release WHERE assignment_id IN (SELECT assignment_id FROM rubric)
                                      AND coalesce(student_id = ANY (CAST(? AS bigint[])), true)
                GROUP BY assignment_id, student_id, grader_id
            ), newest AS (
                SELECT DISTINCT ON (assignment_id, student_id, grader_id, mark.submission_id, mark.item)
                       assignment_id, student_id, grader_id, mark.submission_id, mark.item, mark.points
                FROM rubric_mark mark JOIN released USING (assignment_id, student_id, grader_id)
                WHERE mark.id <= released.up_to
                ORDER BY assignment_id, student_id, grader_id, mark.submission_id, mark.item, mark.id DESC
            ), total AS (
                SELECT newest.assignment_id, newest.student_id, newest.grader_id, newest.submission_id,
                       sum(least(newest.points, item.maximum)) FILTER (WHERE item.item IS NOT NULL) AS points, count(item.item) AS items
                FROM newest LEFT JOIN item USING (assignment_id, item)
                GROUP BY newest.assignment_id, newest.student_id, newest.grader_id, newest.submission_id
            ), involved AS (
                SELECT assignment_id, student_id, submission_id, grader_id FROM total
                UNION
                SELECT marked.assignment_id, marked.student_id, marked.submission_id, grader.grader_id
                FROM (SELECT DISTINCT assignment_id, student_id, submission_id FROM total) marked
                JOIN grader USING (assignment_id, student_id)
            )
            SELECT involved.assignment_id, involved.student_id, involved.submission_id, person.login, rubric.maximum,
                   grader.grader_id IS NOT NULL AS assigned,
                   CASE WHEN total.items = rubric.items THEN total.points END AS points
            FROM involved
            JOIN rubric ON rubric.assignment_id = involved.assignment_id
            JOIN person ON person.id = involved.grader_id
            LEFT JOIN grader ON grader.assignment_id = involved.assignment_id
                            AND grader.student_id = involved.student_id AND grader.grader_id = involved.grader_id
            LEFT JOIN total ON total.assignment_id = involved.assignment_id
                           AND total.student_id = involved.student_id AND total.grader_id = involved.grader_id
                           AND total.submission_id IS NOT DISTINCT FROM involved.submission_id
            ORDER BY involved.assignment_id, involved.student_id, involved.submission_id, person.login
            """;

    private final Sql sql;

    RubricTotals(Sql sql) {
        this.sql = sql;
    }

    /**
     * What the rubric of an assignment comes to for a document of a student; no points while a grader is waited for.
     *
     * @param submissionId null where nothing was handed in when it was marked
     */
    public record StudentTotal(
            long assignmentId,
            long studentId,
            @Nullable UUID submissionId,
            List<GraderTotal> graders,
            RubricResult result) {
        public StudentTotal {
            graders = List.copyOf(graders);
        }

        Work work() {
            return new Work(studentId, submissionId);
        }
    }

    /**
     * Of every document, or student without one, that somebody has released marks of, in all assignments of a course that have a
     * rubric; by assignment and student. The others have nothing yet.
     */
    public List<StudentTotal> ofCourse(long courseId) {
        return totals(courseId, null, null);
    }

    /** The same of some students. */
    public List<StudentTotal> ofStudents(long courseId, List<Long> studentIds) {
        return totals(courseId, null, studentIds);
    }

    /** The same of one assignment. */
    List<StudentTotal> ofAssignment(long courseId, long assignmentId) {
        return totals(courseId, assignmentId, null);
    }

    private List<StudentTotal> totals(long courseId, @Nullable Long assignmentId, @Nullable List<Long> studentIds) {
        Map<Place, List<TotalRow>> byStudent = new LinkedHashMap<>();
        sql.list(SELECT, RubricTotals::read, courseId, assignmentId, assignmentId, studentIds)
                .forEach(row -> byStudent
                        .computeIfAbsent(row.place(), place -> new ArrayList<>())
                        .add(row));
        List<StudentTotal> totals = new ArrayList<>(byStudent.size());
        byStudent.forEach((place, rows) -> {
            List<GraderTotal> graders = rows.stream().map(TotalRow::total).toList();
            totals.add(new StudentTotal(
                    place.assignmentId(),
                    place.studentId(),
                    place.submissionId(),
                    graders,
                    RubricResult.of(graders, rows.getFirst().maximum())));
        });
        return totals;
    }

    private record Place(
            long assignmentId, long studentId, @Nullable UUID submissionId) {}

    private record TotalRow(Place place, BigDecimal maximum, GraderTotal total) {}

    private static TotalRow read(Row row) throws SQLException {
        return new TotalRow(
                new Place(row.number("assignment_id"), row.number("student_id"), row.uuidOrNull("submission_id")),
                new BigDecimal(row.text("maximum")),
                new GraderTotal(
                        row.text("login"),
                        row.flag("assigned"),
                        Optional.ofNullable(row.textOrNull("points")).map(BigDecimal::new)));
    }
}

package dev.grader.api.entry;

import dev.grader.api.sql.Row;
import dev.grader.api.sql.Sql;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Grades that were typed in or imported. Rows are only ever added: the newest of a student is the one that holds. */
@Singleton
public class EnteredGrades {
    private static final String COLUMNS = """
            entered.assignment_id, entered.student_id, entered.points, entered.comment, entered.entered_at,
            student.login AS student, writer.login AS writer
            """;

    private static final String PEOPLE = """
            JOIN person student ON student.id = entered.student_id
            JOIN person writer ON writer.id = entered.person_id
            """;

    private final Sql sql;

    EnteredGrades(Sql sql) {
        this.sql = sql;
    }

    /**
     * A grade to enter.
     *
     * @param points as they are to count, whatever was handed in; null takes an earlier entry away
     * @param comment for the student; may be empty
     */
    public record Entry(
            long assignmentId, long studentId, @Nullable BigDecimal points, String comment) {}

    /**
     * A grade that was entered.
     *
     * @param student login
     * @param points null where it took an earlier entry away
     * @param enteredBy login
     */
    public record Entered(
            long assignmentId,
            long studentId,
            String student,
            @Nullable BigDecimal points,
            String comment,
            String enteredBy,
            Instant enteredAt) {}

    /** The entries of a course that hold, one for each assignment and student that has one; what was taken away is not there. */
    public List<Entered> all(long courseId) {
        return sql.list("""
                SELECT %s FROM (
                    SELECT DISTINCT ON (assignment_id, student_id) *
                    FROM entered_grade WHERE assignment_id IN (SELECT id FROM assignment WHERE course_id = ?)
                    ORDER BY assignment_id, student_id, id DESC
                ) entered %s
                WHERE entered.points IS NOT NULL ORDER BY entered.assignment_id, student.login
                """.formatted(COLUMNS, PEOPLE), EnteredGrades::read, courseId);
    }

    /** Everything that was ever entered for an assignment, oldest first. */
    List<Entered> history(long assignmentId) {
        return sql.list(
                "SELECT %s FROM entered_grade entered %s WHERE entered.assignment_id = ? ORDER BY entered.id"
                        .formatted(COLUMNS, PEOPLE),
                EnteredGrades::read,
                assignmentId);
    }

    /**
     * Enters grades, all in one statement; what is entered already like that is not written again. The caller has checked
     * them and writes to the audit log.
     *
     * @param entries no assignment and student twice
     * @return how many were new
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public int enter(long personId, List<Entry> entries) {
        List<Long> assignments = new ArrayList<>();
        List<Long> students = new ArrayList<>();
        List<String> points = new ArrayList<>();
        List<String> comments = new ArrayList<>();
        for (Entry entry : entries) {
            BigDecimal given = entry.points();
            assignments.add(entry.assignmentId());
            students.add(entry.studentId());
            points.add(given == null ? "" : given.toPlainString());
            comments.add(entry.comment());
        }
        return sql.update("""
                INSERT INTO entered_grade (assignment_id, student_id, points, comment, person_id)
                SELECT entry.assignment_id::bigint, entry.student_id::bigint, nullif(entry.points, '')::numeric,
                       entry.comment, ?
                FROM unnest(?, ?, ?, ?) WITH ORDINALITY AS entry (assignment_id, student_id, points, comment, place)
                LEFT JOIN LATERAL (
                    SELECT true AS is_there, points, comment FROM entered_grade
                    WHERE assignment_id = entry.assignment_id::bigint AND student_id = entry.student_id::bigint
                    ORDER BY id DESC LIMIT 1
                ) newest ON true
                WHERE newest.points IS DISTINCT FROM nullif(entry.points, '')::numeric
                   OR (newest.is_there AND newest.comment <> entry.comment)
                ORDER BY entry.place
                """, personId, assignments, students, points, comments);
    }

    private static Entered read(Row row) throws SQLException {
        String points = row.textOrNull("points");
        return new Entered(
                row.number("assignment_id"),
                row.number("student_id"),
                row.text("student"),
                points == null ? null : new BigDecimal(points),
                row.text("comment"),
                row.text("writer"),
                row.instant("entered_at"));
    }
}

package dev.grader.api.request;

import dev.grader.api.sql.Row;
import dev.grader.api.sql.Sql;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Regrade requests and their answers. Rows are only ever added. */
@Singleton
public class RegradeRequests {
    private static final String SELECT = """
            SELECT request.id, assignment.slug, student.login AS student, request.text, request.asked_at,
                   answer.outcome, answer.text AS answer_text, writer.login AS writer, answer.answered_at
            FROM regrade_request request
            JOIN assignment ON assignment.id = request.assignment_id
            JOIN person student ON student.id = request.student_id
            LEFT JOIN regrade_answer answer ON answer.request_id = request.id
            LEFT JOIN person writer ON writer.id = answer.person_id
            """;

    private final Sql sql;

    RegradeRequests(Sql sql) {
        this.sql = sql;
    }

    /** What came of a request. */
    public enum Outcome {
        /** The grade is changed, or will be. */
        GRANTED,
        REFUSED
    }

    /**
     * A request.
     *
     * @param assignment slug
     * @param student login
     * @param answer null as long as it is open
     */
    public record RegradeRequest(
            long id,
            String assignment,
            String student,
            String text,
            Instant askedAt,
            @Nullable Answer answer) {}

    /**
     * An answer.
     *
     * @param answeredBy login
     */
    public record Answer(Outcome outcome, String text, String answeredBy, Instant answeredAt) {}

    /**
     * Whether there is something to ask about: a grade that was published, a submission that was graded, or marks of a rubric
     * that were released.
     */
    boolean hasGrade(long assignmentId, long studentId) {
        return sql.count("""
                        SELECT count(*) AS n WHERE
                            EXISTS (SELECT 1 FROM published_grade WHERE assignment_id = ? AND student_id = ?)
                            OR EXISTS (SELECT 1 FROM submission
                                       JOIN submission_member member ON member.submission_id = submission.id
                                       WHERE submission.assignment_id = ? AND member.person_id = ?
                                         AND submission.state = 'GRADED')
                            OR EXISTS (SELECT 1 FROM rubric_release WHERE assignment_id = ? AND student_id = ?)
                        """, assignmentId, studentId, assignmentId, studentId, assignmentId, studentId) > 0;
    }

    /** Makes another request of the same student wait until this transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    void lock(long courseId, long studentId) {
        sql.count(
                "SELECT 1 AS n FROM membership WHERE course_id = ? AND person_id = ? FOR NO KEY UPDATE",
                courseId,
                studentId);
    }

    /** Writes a request and gives its id. */
    @Transactional(Transactional.TxType.MANDATORY)
    long add(long assignmentId, long studentId, String text) {
        return sql.first(
                        "INSERT INTO regrade_request (assignment_id, student_id, text) VALUES (?, ?, ?) RETURNING id",
                        row -> row.number("id"),
                        assignmentId,
                        studentId,
                        text)
                .orElseThrow();
    }

    /** Writes an answer; false when there is one already. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean answer(long requestId, Outcome outcome, String text, long personId) {
        return sql.update("""
                        INSERT INTO regrade_answer (request_id, outcome, text, person_id) VALUES (?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """, requestId, outcome, text, personId) > 0;
    }

    /** The request of a student for an assignment that has no answer yet. */
    Optional<RegradeRequest> open(long assignmentId, long studentId) {
        return sql.first(
                SELECT + "WHERE request.assignment_id = ? AND request.student_id = ? AND answer.request_id IS NULL",
                RegradeRequests::read,
                assignmentId,
                studentId);
    }

    /** A request of a course. */
    Optional<RegradeRequest> find(long courseId, long requestId) {
        return sql.first(
                SELECT + "WHERE assignment.course_id = ? AND request.id = ?",
                RegradeRequests::read,
                courseId,
                requestId);
    }

    /**
     * The requests of a course, oldest first.
     *
     * @param studentId whose; null for everybody's
     * @param openOnly whether those are left out that have an answer
     */
    List<RegradeRequest> ofCourse(long courseId, @Nullable Long studentId, boolean openOnly) {
        return sql.list(SELECT + """
                WHERE assignment.course_id = ? AND (CAST(? AS bigint) IS NULL OR request.student_id = CAST(? AS bigint))
                  AND NOT (CAST(? AS boolean) AND answer.request_id IS NOT NULL)
                ORDER BY request.id
                """, RegradeRequests::read, courseId, studentId, studentId, openOnly);
    }

    private static RegradeRequest read(Row row) throws SQLException {
        String outcome = row.textOrNull("outcome");
        Answer answer = outcome == null
                ? null
                : new Answer(
                        Outcome.valueOf(outcome),
                        row.text("answer_text"),
                        row.text("writer"),
                        row.instant("answered_at"));
        return new RegradeRequest(
                row.number("id"),
                row.text("slug"),
                row.text("student"),
                row.text("text"),
                row.instant("asked_at"),
                answer);
    }
}

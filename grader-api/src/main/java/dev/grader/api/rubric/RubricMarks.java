package dev.grader.api.rubric;

import dev.grader.api.sql.Row;
import dev.grader.api.sql.Sql;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Marks of graders and their releases. Rows are only ever added. Whoever adds marks of a grader holds the lock on that
 * grader's marks of the assignment until they are committed: so a mark with a smaller id is never committed after one with a
 * larger id was seen, and a release up to an id releases nothing that its grader has not seen.
 */
@Singleton
public class RubricMarks {
    private final Sql sql;

    RubricMarks(Sql sql) {
        this.sql = sql;
    }

    /**
     * One mark that was given.
     *
     * @param submissionId the document that was read; null where there was none
     * @param grader login
     * @param item empty for a comment on the whole work
     */
    record GivenMark(
            long id,
            long studentId,
            @Nullable UUID submissionId,
            String grader,
            String item,
            BigDecimal points,
            String comment,
            Instant markedAt,
            boolean released) {
        Work work() {
            return new Work(studentId, submissionId);
        }
    }

    /** A mark to give. */
    record NewMark(Work work, String item, BigDecimal points, String comment) {}

    /** Makes other transactions of the same grader wait until this one ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    void lock(long assignmentId, long graderId) {
        sql.list(
                "SELECT CAST(pg_advisory_xact_lock(hashtextextended(?, 0)) AS text) AS locked",
                row -> row.text("locked"),
                "rubric marks of " + assignmentId + " by " + graderId);
    }

    /**
     * Writes marks; those that are the grader's newest of the item of that document anyway are not written again, nor no comment
     * on the whole work.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    int put(long assignmentId, long graderId, List<NewMark> marks) {
        List<Long> students = new ArrayList<>();
        List<String> documents = new ArrayList<>();
        List<String> items = new ArrayList<>();
        List<String> points = new ArrayList<>();
        List<String> comments = new ArrayList<>();
        for (NewMark mark : marks) {
            students.add(mark.work().studentId());
            documents.add(
                    mark.work().submissionId() == null
                            ? ""
                            : mark.work().submissionId().toString());
            items.add(mark.item());
            points.add(mark.points().toPlainString());
            comments.add(mark.comment());
        }
        return sql.update(
                """
                INSERT INTO rubric_mark (assignment_id, student_id, grader_id, submission_id, item, points, comment)
                SELECT ?, given.student_id::bigint, ?, nullif(given.document, '')::uuid, given.item,
                       given.points::numeric, given.comment
                FROM unnest(?, ?, ?, ?, ?) WITH ORDINALITY AS given (student_id, document, item, points, comment, place)
                LEFT JOIN LATERAL (
                    SELECT points, comment FROM rubric_mark
                    WHERE assignment_id = ? AND student_id = given.student_id::bigint AND grader_id = ?
                      AND item = given.item AND submission_id IS NOT DISTINCT FROM nullif(given.document, '')::uuid
                    ORDER BY id DESC LIMIT 1
                ) newest ON true
                WHERE (newest.points IS DISTINCT FROM given.points::numeric
                       OR newest.comment IS DISTINCT FROM given.comment)
                  AND NOT (given.item = '' AND given.comment = '' AND newest.comment IS NULL)
                ORDER BY given.place
                """, assignmentId, graderId, students, documents, items, points, comments, assignmentId, graderId);
    }

    /** Id of the newest mark of a grader for an assignment; 0 for none. */
    long newest(long assignmentId, long graderId) {
        return sql.count(
                "SELECT coalesce(max(id), 0) AS n FROM rubric_mark WHERE assignment_id = ? AND grader_id = ?",
                assignmentId,
                graderId);
    }

    /** All marks of a student that were ever given, oldest first. */
    List<GivenMark> ofStudent(long assignmentId, long studentId) {
        return select("mark.student_id = ?", assignmentId, studentId);
    }

    /** All marks of a grader that were ever given, oldest first. */
    List<GivenMark> ofGrader(long assignmentId, long graderId) {
        return select("mark.grader_id = ?", assignmentId, graderId);
    }

    /** Up to which mark graders have released, by the grader's login. */
    Map<String, Long> released(long assignmentId, long studentId) {
        return sql.list("""
                        SELECT person.login, max(last_mark_id) AS up_to
                        FROM rubric_release JOIN person ON person.id = rubric_release.grader_id
                        WHERE assignment_id = ? AND student_id = ? GROUP BY person.login
                        """, row -> Map.entry(row.text("login"), row.number("up_to")), assignmentId, studentId).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Logins of graders with marks that are not released. */
    Map<Work, List<String>> drafts(long assignmentId) {
        return sql
                .list(
                        """
                        SELECT mark.student_id, mark.submission_id, person.login
                        FROM rubric_mark mark JOIN person ON person.id = mark.grader_id
                        WHERE mark.assignment_id = ?
                          AND NOT EXISTS (SELECT 1 FROM rubric_release release
                                          WHERE release.assignment_id = mark.assignment_id
                                            AND release.student_id = mark.student_id
                                            AND release.grader_id = mark.grader_id AND release.last_mark_id >= mark.id)
                        GROUP BY mark.student_id, mark.submission_id, person.login ORDER BY person.login
                        """,
                        row -> Map.entry(
                                new Work(row.number("student_id"), row.uuidOrNull("submission_id")), row.text("login")),
                        assignmentId)
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /**
     * Shows a grader's marks to the students, and makes them count.
     *
     * @param newest up to which mark, by the id of the student
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void release(long assignmentId, long graderId, Map<Long, Long> newest) {
        List<Long> students = List.copyOf(newest.keySet());
        sql.update(
                """
                INSERT INTO rubric_release (assignment_id, student_id, grader_id, last_mark_id)
                SELECT ?, given.student_id::bigint, ?, given.mark_id::bigint
                FROM unnest(?, ?) AS given (student_id, mark_id) ORDER BY given.student_id::bigint
                """,
                assignmentId,
                graderId,
                students,
                students.stream().map(newest::get).toList());
    }

    private List<GivenMark> select(String condition, long assignmentId, long personId) {
        return sql.list("""
                SELECT mark.id, mark.student_id, mark.submission_id, person.login, mark.item, mark.points, mark.comment, mark.marked_at,
                       EXISTS (SELECT 1 FROM rubric_release release
                               WHERE release.assignment_id = mark.assignment_id
                                 AND release.student_id = mark.student_id
                                 AND release.grader_id = mark.grader_id AND release.last_mark_id >= mark.id) AS released
                FROM rubric_mark mark JOIN person ON person.id = mark.grader_id
                WHERE mark.assignment_id = ? AND %s ORDER BY mark.id
                """.formatted(condition), RubricMarks::read, assignmentId, personId);
    }

    private static GivenMark read(Row row) throws SQLException {
        return new GivenMark(
                row.number("id"),
                row.number("student_id"),
                row.uuidOrNull("submission_id"),
                row.text("login"),
                row.text("item"),
                new BigDecimal(row.text("points")),
                row.text("comment"),
                row.instant("marked_at"),
                row.flag("released"));
    }
}

package dev.grader.api.term;

import dev.grader.api.mark.Marks;
import dev.grader.api.sql.Json;
import dev.grader.api.sql.Row;
import dev.grader.api.sql.Sql;
import dev.grader.api.submission.SubmissionState;
import dev.grader.api.suite.StoredSuites;
import dev.grader.core.late.Event;
import dev.grader.core.score.ManualMarks;
import dev.grader.core.score.Mark;
import dev.grader.core.score.ScoreSheet;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was handed in for a course and counts, with the points that it earned before lateness. Code has none while a test of it
 * is still to be run or marked.
 */
@Singleton
class TermSubmissions {
    private final Sql sql;
    private final Json json;
    private final Marks marks;
    private final StoredSuites suites;

    TermSubmissions(Sql sql, Json json, Marks marks, StoredSuites suites) {
        this.sql = sql;
        this.json = json;
        this.marks = marks;
        this.suites = suites;
    }

    /**
     * A submission.
     *
     * @param points of code whose tests all have theirs
     * @param people of the team at that time
     */
    record Handed(UUID id, String slug, boolean isFile, Instant at, Optional<BigDecimal> points, List<String> people) {
        Handed {
            people = List.copyOf(people);
        }

        Event.Submission event(Optional<BigDecimal> earned, Map<String, BigDecimal> earnedBy) {
            return new Event.Submission(id.toString(), slug, people, at, earned, false, earnedBy, isFile);
        }
    }

    /**
     * By the time at which they were handed in.
     *
     * @param student whose alone; everybody's if empty
     */
    List<Handed> of(long courseId, Optional<Long> student) {
        Map<UUID, List<String>> teams = teams(courseId, student);
        List<Handed> handed = sql.list(
                """
                SELECT submission.id, assignment.slug, assignment.kind = 'FILE' AS file, submission.submitted_at,
                       person.login, grade.points, grade.complete
                FROM submission JOIN assignment ON assignment.id = submission.assignment_id
                                JOIN person ON person.id = submission.student_id
                                LEFT JOIN LATERAL (SELECT points, complete FROM grade
                                                   WHERE submission_id = submission.id
                                                   ORDER BY revision DESC LIMIT 1) grade ON submission.state = 'GRADED'
                WHERE assignment.course_id = ? AND submission.state = ANY (?) %s
                ORDER BY submission.submitted_at, submission.attempt, submission.id
                """.formatted(ofStudent(student)),
                row -> handed(row, teams),
                parameters(
                        student,
                        courseId,
                        Arrays.stream(SubmissionState.values())
                                // a fault of ours is no missing work: it is open until it is graded
                                .filter(state -> state.counts() || state == SubmissionState.SYSTEM_ERROR)
                                .toList()));
        Map<UUID, Optional<BigDecimal>> marked = marked(courseId, student);
        return handed.stream()
                .map(one -> marked.containsKey(one.id())
                        ? new Handed(one.id(), one.slug(), one.isFile(), one.at(), marked.get(one.id()), one.people())
                        : one)
                .toList();
    }

    /** For one student the database begins with what that student handed in, and need not look at the others'. */
    private static String ofStudent(Optional<Long> student) {
        return student.isEmpty()
                ? ""
                : "AND submission.id IN (SELECT submission_id FROM submission_member WHERE person_id = ?)";
    }

    private static @Nullable Object[] parameters(Optional<Long> student, Object... others) {
        return Stream.concat(Arrays.stream(others), student.stream()).toArray();
    }

    private static Handed handed(Row row, Map<UUID, List<String>> teams) throws SQLException {
        UUID id = row.uuid("id");
        String points = row.textOrNull("points");
        return new Handed(
                id,
                row.text("slug"),
                row.flag("file"),
                row.instant("submitted_at"),
                points == null || !row.flag("complete")
                        ? Optional.empty()
                        : Optional.of(Points.of(new BigDecimal(points))),
                teams.getOrDefault(id, List.of(row.text("login"))));
    }

    /** Members of submissions that have more than one, whether or not the assignment is still done in teams. */
    private Map<UUID, List<String>> teams(long courseId, Optional<Long> student) {
        record Member(UUID submission, String login) {}
        return sql
                .list(
                        """
                        SELECT member.submission_id, person.login
                        FROM submission_member member JOIN person ON person.id = member.person_id
                        WHERE member.submission_id IN (
                            SELECT submission.id
                            FROM submission JOIN assignment ON assignment.id = submission.assignment_id
                            WHERE assignment.course_id = ? AND EXISTS (
                                SELECT 1 FROM submission_member other
                                WHERE other.submission_id = submission.id
                                  AND other.person_id <> submission.student_id) %s)
                        ORDER BY member.submission_id, person.login
                        """.formatted(ofStudent(student)),
                        row -> new Member(row.uuid("submission_id"), row.text("login")),
                        parameters(student, courseId))
                .stream()
                .collect(Collectors.groupingBy(
                        Member::submission, Collectors.mapping(Member::login, Collectors.toList())));
    }

    private record Sheet(UUID submission, String digest, ScoreSheet sheet) {}

    /** Points of submissions for which people's marks were released. */
    private Map<UUID, Optional<BigDecimal>> marked(long courseId, Optional<Long> student) {
        Map<UUID, Optional<BigDecimal>> points = new HashMap<>();
        List<Sheet> sheets = sql.list(
                """
                        SELECT DISTINCT ON (grade.submission_id) grade.submission_id, suite_version.digest, grade.sheet
                        FROM grade JOIN suite_version ON suite_version.id = grade.suite_version_id
                                   JOIN submission ON submission.id = grade.submission_id
                                   JOIN assignment ON assignment.id = submission.assignment_id
                        WHERE assignment.course_id = ? AND submission.state = 'GRADED'
                          AND grade.submission_id IN (SELECT submission_id FROM mark_release) %s
                        ORDER BY grade.submission_id, grade.revision DESC
                        """.formatted(ofStudent(student)),
                row -> new Sheet(
                        row.uuid("submission_id"), row.text("digest"), json.read(row.text("sheet"), ScoreSheet.class)),
                parameters(student, courseId));
        Map<UUID, Map<String, Map<String, Mark>>> released =
                marks.released(sheets.stream().map(Sheet::submission).toList());
        for (Sheet sheet : sheets) {
            ScoreSheet whole = ManualMarks.on(
                    sheet.sheet(), suites.read(sheet.digest()), released.getOrDefault(sheet.submission(), Map.of()));
            points.put(sheet.submission(), whole.hasAllPoints() ? Optional.of(whole.points()) : Optional.empty());
        }
        return points;
    }
}

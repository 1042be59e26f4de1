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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was handed in for a course and counts, with the points that it earned before lateness. Code has none while a test of it
 * is still to be run or marked.
 */
@Singleton
class TermSubmissions {
    private static final Comparator<Handed> ORDER = Comparator.comparing(Handed::at)
            .thenComparingInt(Handed::attempt)
            .thenComparing(Handed::id)
            .thenComparingInt(Handed::revision);

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
     * @param revision of the grade; 0 without one
     * @param points of code whose tests all have theirs
     * @param people of the team at that time
     */
    record Handed(
            UUID id,
            String slug,
            boolean isFile,
            Instant at,
            int attempt,
            int revision,
            Optional<BigDecimal> points,
            List<String> people) {
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
     * @param students whose alone; everybody's if empty
     */
    List<Handed> of(long courseId, Optional<List<Long>> students) {
        Map<UUID, List<String>> mates = mates(courseId, students);
        Map<UUID, Optional<BigDecimal>> marked = marked(courseId, students);
        // so many rows have the same few names
        Map<String, String> names = new HashMap<>();
        List<Handed> handed = sql.list(
                """
                SELECT submission.id, assignment.slug, assignment.kind = 'FILE' AS file, submission.submitted_at,
                       submission.attempt, person.login, grade.revision, grade.points, grade.complete
                FROM submission JOIN assignment ON assignment.id = submission.assignment_id
                                JOIN person ON person.id = submission.student_id
                                LEFT JOIN grade ON grade.submission_id = submission.id AND submission.state = 'GRADED'
                WHERE assignment.course_id = ? AND submission.state = ANY (?) %s
                """.formatted(of(students)),
                row -> {
                    UUID id = row.uuid("id");
                    Optional<BigDecimal> points = marked.get(id);
                    return new Handed(
                            id,
                            names.computeIfAbsent(row.text("slug"), name -> name),
                            row.flag("file"),
                            row.instant("submitted_at"),
                            row.integer("attempt"),
                            row.integer("revision"),
                            points == null ? points(row) : points,
                            people(
                                    names.computeIfAbsent(row.text("login"), name -> name),
                                    mates.getOrDefault(id, List.of())));
                },
                Sql.parameters(
                        students,
                        courseId,
                        Arrays.stream(SubmissionState.values())
                                // a fault of ours is no missing work: it is open until it is graded
                                .filter(state -> state.counts() || state == SubmissionState.SYSTEM_ERROR)
                                .toList()));
        // the database would sort those of a large course on its disk, and go twice through the grades for the newest
        handed.sort(ORDER);
        return newest(handed);
    }

    /** A submission is there once for each revision of its grade, the newest last. */
    private static List<Handed> newest(List<Handed> sorted) {
        List<Handed> newest = new ArrayList<>(sorted.size());
        for (Handed handed : sorted) {
            if (!newest.isEmpty() && newest.getLast().id().equals(handed.id())) {
                newest.removeLast();
            }
            newest.add(handed);
        }
        return newest;
    }

    /** Who is in a team with the students, and with those again, whatever the assignment; the students among them. */
    List<Long> teammates(long courseId, List<Long> students) {
        return sql.list("""
                WITH RECURSIVE connected (person_id) AS (
                    SELECT unnest(CAST(? AS bigint[]))
                    UNION
                    SELECT mate.person_id
                    FROM connected JOIN submission_member own ON own.person_id = connected.person_id
                                   JOIN submission ON submission.id = own.submission_id
                                   JOIN assignment ON assignment.id = submission.assignment_id AND assignment.course_id = ?
                                   JOIN submission_member mate ON mate.submission_id = submission.id
                )
                SELECT person_id FROM connected
                """, row -> row.number("person_id"), students, courseId);
    }

    /** For some students the database begins with what they handed in, and need not look at the others'. */
    private static String of(Optional<List<Long>> students) {
        return students.isEmpty()
                ? ""
                : "AND submission.id IN (SELECT submission_id FROM submission_member WHERE person_id = ANY (CAST(? AS bigint[])))";
    }

    private static Optional<BigDecimal> points(Row row) throws SQLException {
        String points = row.textOrNull("points");
        return points == null || !row.flag("complete")
                ? Optional.empty()
                : Optional.of(Points.of(new BigDecimal(points)));
    }

    private static List<String> people(String student, List<String> mates) {
        return mates.isEmpty()
                ? List.of(student)
                : Stream.concat(Stream.of(student), mates.stream()).sorted().toList();
    }

    /** The others of submissions that are of a team, whether or not the assignment is still done in teams. */
    private Map<UUID, List<String>> mates(long courseId, Optional<List<Long>> students) {
        record Mate(UUID submission, String login) {}
        return sql
                .list(
                        """
                        SELECT mate.submission_id, person.login
                        FROM submission JOIN assignment ON assignment.id = submission.assignment_id
                                        JOIN submission_member mate ON mate.submission_id = submission.id
                                                                   AND mate.person_id <> submission.student_id
                                        JOIN person ON person.id = mate.person_id
                        WHERE assignment.course_id = ?
                          AND mate.person_id IN (SELECT person_id FROM team_member WHERE course_id = ?) %s
                        """.formatted(of(students)),
                        row -> new Mate(row.uuid("submission_id"), row.text("login")),
                        Sql.parameters(students, courseId, courseId))
                .stream()
                .collect(Collectors.groupingBy(Mate::submission, Collectors.mapping(Mate::login, Collectors.toList())));
    }

    private record Sheet(UUID submission, String digest, ScoreSheet sheet) {}

    /** Points of submissions for which people's marks were released. */
    private Map<UUID, Optional<BigDecimal>> marked(long courseId, Optional<List<Long>> students) {
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
                        """.formatted(of(students)),
                row -> new Sheet(
                        row.uuid("submission_id"), row.text("digest"), json.read(row.text("sheet"), ScoreSheet.class)),
                Sql.parameters(students, courseId));
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

package dev.grader.api.term;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.course.Course;
import dev.grader.api.rubric.RubricTotals;
import dev.grader.api.sql.Sql;
import dev.grader.core.gradebook.term.Column;
import dev.grader.core.gradebook.term.Facts.CellKey;
import dev.grader.core.gradebook.term.Facts.Entered;
import dev.grader.core.gradebook.term.Student;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.late.policy.TeamRule;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads terms: of a whole course, or as far as one student's grades depend on it. */
@Singleton
public class TermReader {
    private final Sql sql;
    private final CourseDocuments documents;
    private final TermColumns columns;
    private final TermSubmissions submissions;
    private final Decisions decisions;
    private final RubricTotals rubrics;
    private final InstantSource clock;

    TermReader(
            Sql sql,
            CourseDocuments documents,
            TermColumns columns,
            TermSubmissions submissions,
            Decisions decisions,
            RubricTotals rubrics,
            InstantSource clock) {
        this.sql = sql;
        this.documents = documents;
        this.columns = columns;
        this.submissions = submissions;
        this.decisions = decisions;
        this.rubrics = rubrics;
        this.clock = clock;
    }

    /** Everybody's. */
    public Term of(Course course) {
        return read(course, Optional.empty());
    }

    /**
     * With all that a student's grades depend on: where members of a team answer for each other, everybody's; else only the
     * student's own.
     */
    public Term of(Course course, long studentId) {
        boolean isAlone = documents.policy(course.id()).team() == TeamRule.EACH;
        return read(course, isAlone ? Optional.of(studentId) : Optional.empty());
    }

    /**
     * Without what was handed in and what it earned, and without what was decided about other assignments alone: enough for
     * everybody's dates of one.
     */
    public Term dates(Assignment assignment) {
        Course course = assignment.course();
        List<Decisions.Decision> moving = decisions.holding(course.id()).stream()
                .filter(decision -> decision.kind().movesDates())
                .filter(decision -> decision.isAbout(assignment.slug()))
                .toList();
        return new Term(
                documents.policy(course.id()),
                documents.scheme(course.id()),
                course.timeZone(),
                members(course.id(), Optional.empty()).stream()
                        .map(Member::student)
                        .toList(),
                columns.of(course.id()),
                List.of(),
                moving,
                Map.of(),
                Map.of(),
                clock.instant());
    }

    private Term read(Course course, Optional<Long> student) {
        Policy policy = documents.policy(course.id());
        List<Column> all = columns.of(course.id());
        List<Member> members = members(course.id(), student);
        RubricPoints marked = marked(course.id(), student, members);
        return new Term(
                policy,
                documents.scheme(course.id()),
                course.timeZone(),
                members.stream().map(Member::student).toList(),
                all,
                TermEvents.of(submissions.of(course.id(), student), marked),
                decisions.holding(course.id()),
                entered(course.id(), student),
                marked.withoutDocument(),
                clock.instant());
    }

    private record Member(long id, Student student) {}

    /** Students of the course, and whoever was asked for, whatever their role is: staff try things out, too. */
    private List<Member> members(long courseId, Optional<Long> student) {
        return sql.list(
                """
                SELECT person.id, person.login, person.name
                FROM membership JOIN person ON person.id = membership.person_id
                WHERE membership.course_id = ? AND coalesce(person.id = CAST(? AS bigint), membership.role = 'STUDENT')
                ORDER BY person.login
                """,
                row -> new Member(row.number("id"), new Student(row.text("login"), row.text("name"))),
                courseId,
                student.orElse(null));
    }

    private RubricPoints marked(long courseId, Optional<Long> student, List<Member> members) {
        Map<Long, String> slugs = new HashMap<>();
        sql.list(
                        "SELECT id, slug FROM assignment WHERE course_id = ?",
                        row -> Map.entry(row.number("id"), row.text("slug")),
                        courseId)
                .forEach(entry -> slugs.put(entry.getKey(), entry.getValue()));
        Map<Long, String> logins = members.stream()
                .collect(Collectors.toMap(Member::id, member -> member.student().login()));
        Map<CellKey, BigDecimal> withoutDocument = new HashMap<>();
        Map<UUID, Map<String, BigDecimal>> ofDocuments = new HashMap<>();
        List<RubricTotals.StudentTotal> totals =
                student.map(id -> rubrics.ofStudent(courseId, id)).orElseGet(() -> rubrics.ofCourse(courseId));
        for (RubricTotals.StudentTotal total : totals) {
            String login = logins.get(total.studentId());
            String slug = Objects.requireNonNull(slugs.get(total.assignmentId()));
            Optional<BigDecimal> points = total.result().points().map(Points::of);
            if (login == null || points.isEmpty()) {
                continue;
            }
            if (total.submissionId() == null) {
                withoutDocument.put(new CellKey(login, slug), points.get());
            } else {
                ofDocuments
                        .computeIfAbsent(total.submissionId(), document -> new HashMap<>())
                        .put(login, points.get());
            }
        }
        return new RubricPoints(withoutDocument, ofDocuments);
    }

    private Map<CellKey, Entered> entered(long courseId, Optional<Long> student) {
        record Newest(CellKey cell, Optional<BigDecimal> points, String comment) {}
        return sql
                .list(
                        """
                        SELECT DISTINCT ON (entered_grade.assignment_id, entered_grade.student_id)
                               person.login, assignment.slug, entered_grade.points,
                               entered_grade.comment
                        FROM entered_grade JOIN assignment ON assignment.id = entered_grade.assignment_id
                                           JOIN person ON person.id = entered_grade.student_id
                        WHERE assignment.course_id = ? AND coalesce(person.id = CAST(? AS bigint), true)
                        ORDER BY entered_grade.assignment_id, entered_grade.student_id, entered_grade.id DESC
                        """,
                        row -> new Newest(
                                new CellKey(row.text("login"), row.text("slug")),
                                Optional.ofNullable(row.textOrNull("points"))
                                        .map(BigDecimal::new)
                                        .map(Points::of),
                                row.text("comment")),
                        courseId,
                        student.orElse(null))
                .stream()
                .filter(newest -> newest.points().isPresent())
                .collect(Collectors.toMap(
                        Newest::cell, newest -> new Entered(newest.points().orElseThrow(), newest.comment())));
    }
}

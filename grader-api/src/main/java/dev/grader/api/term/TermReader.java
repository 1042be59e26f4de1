package dev.grader.api.term;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.course.Course;
import dev.grader.api.rubric.RubricTotals;
import dev.grader.api.sql.Sql;
import dev.grader.api.term.CourseDocuments.Holding;
import dev.grader.core.gradebook.term.Column;
import dev.grader.core.gradebook.term.Facts.CellKey;
import dev.grader.core.gradebook.term.Facts.Entered;
import dev.grader.core.gradebook.term.Student;
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
        return read(course, documents.holding(course.id()), Optional.empty());
    }

    /** With all that a student's grades depend on. */
    public Term of(Course course, long studentId) {
        return of(course, List.of(studentId));
    }

    /**
     * With all that the grades of students depend on: what they handed in and, where members of a team answer for each other,
     * what all did who are in a team with them, and with those again.
     */
    public Term of(Course course, List<Long> studentIds) {
        Holding holding = documents.holding(course.id());
        boolean isAlone = holding.policy().team() == TeamRule.EACH;
        List<Long> read = isAlone ? studentIds : submissions.teammates(course.id(), studentIds);
        return read(course, holding, Optional.of(read));
    }

    /**
     * Without what was handed in and what it earned, and without what was decided about other assignments alone: enough for
     * everybody's dates of one. Of the students there are those whom a decision names, and one of all the others, who have the
     * same dates.
     */
    public Term dates(Assignment assignment) {
        Course course = assignment.course();
        Holding holding = documents.holding(course.id());
        List<Decisions.Decision> moving = decisions.holding(course.id()).stream()
                .filter(decision -> decision.kind().movesDates())
                .filter(decision -> decision.isAbout(assignment.slug()))
                .toList();
        return new Term(
                holding.policy(),
                holding.scheme(),
                course.timeZone(),
                course.secondCalendar(),
                withOwnDates(course.id(), moving),
                List.copyOf(columns.of(course.id()).values()),
                List.of(),
                moving,
                Map.of(),
                Map.of(),
                clock.instant());
    }

    private Term read(Course course, Holding holding, Optional<List<Long>> students) {
        Map<Long, Column> all = columns.of(course.id());
        List<Member> members = members(course.id(), students);
        RubricPoints marked = marked(course.id(), students, all, members);
        return new Term(
                holding.policy(),
                holding.scheme(),
                course.timeZone(),
                course.secondCalendar(),
                members.stream().map(Member::student).toList(),
                List.copyOf(all.values()),
                TermEvents.of(submissions.of(course.id(), students), marked),
                decisions.holding(course.id()),
                entered(course.id(), students),
                marked.withoutDocument(),
                clock.instant());
    }

    private record Member(long id, Student student) {}

    /** Students of the course, and whoever was asked for, whatever their role is: staff try things out, too. */
    private List<Member> members(long courseId, Optional<List<Long>> students) {
        return sql.list(
                """
                SELECT person.id, person.login, person.name
                FROM membership JOIN person ON person.id = membership.person_id
                WHERE membership.course_id = ? AND %s
                ORDER BY person.login
                """.formatted(
                        students.isPresent() ? "person.id = ANY (CAST(? AS bigint[]))" : "membership.role = 'STUDENT'"),
                row -> new Member(row.number("id"), new Student(row.text("login"), row.text("name"))),
                Sql.parameters(students, courseId));
    }

    private List<Student> withOwnDates(long courseId, List<Decisions.Decision> moving) {
        List<String> named =
                moving.stream().flatMap(Decisions.Decision::students).distinct().toList();
        return sql.list("""
                WITH student AS (
                    SELECT person.login, person.name
                    FROM membership JOIN person ON person.id = membership.person_id
                    WHERE membership.course_id = ? AND membership.role = 'STUDENT'
                )
                (SELECT * FROM student WHERE login = ANY (?))
                UNION ALL
                (SELECT * FROM student WHERE NOT login = ANY (?) LIMIT 1)
                """, row -> new Student(row.text("login"), row.text("name")), courseId, named, named);
    }

    private RubricPoints marked(
            long courseId, Optional<List<Long>> students, Map<Long, Column> columns, List<Member> members) {
        Map<Long, String> logins = members.stream()
                .collect(Collectors.toMap(Member::id, member -> member.student().login()));
        Map<CellKey, BigDecimal> withoutDocument = new HashMap<>();
        Map<UUID, Map<String, BigDecimal>> ofDocuments = new HashMap<>();
        List<RubricTotals.StudentTotal> totals =
                students.map(ids -> rubrics.ofStudents(courseId, ids)).orElseGet(() -> rubrics.ofCourse(courseId));
        for (RubricTotals.StudentTotal total : totals) {
            String login = logins.get(total.studentId());
            String slug =
                    Objects.requireNonNull(columns.get(total.assignmentId())).id();
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

    private Map<CellKey, Entered> entered(long courseId, Optional<List<Long>> students) {
        record Newest(CellKey cell, Optional<BigDecimal> points, String comment) {}
        return sql
                .list(
                        """
                        SELECT DISTINCT ON (entered_grade.assignment_id, entered_grade.student_id)
                               person.login, assignment.slug, entered_grade.points,
                               entered_grade.comment
                        FROM entered_grade JOIN assignment ON assignment.id = entered_grade.assignment_id
                                           JOIN person ON person.id = entered_grade.student_id
                        WHERE assignment.course_id = ? %s
                        ORDER BY entered_grade.assignment_id, entered_grade.student_id, entered_grade.id DESC
                        """.formatted(students.isPresent() ? "AND person.id = ANY (CAST(? AS bigint[]))" : ""),
                        row -> new Newest(
                                new CellKey(row.text("login"), row.text("slug")),
                                Optional.ofNullable(row.textOrNull("points"))
                                        .map(BigDecimal::new)
                                        .map(Points::of),
                                row.text("comment")),
                        Sql.parameters(students, courseId))
                .stream()
                .filter(newest -> newest.points().isPresent())
                .collect(Collectors.toMap(
                        Newest::cell, newest -> new Entered(newest.points().orElseThrow(), newest.comment())));
    }
}

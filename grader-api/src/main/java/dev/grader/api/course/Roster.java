package dev.grader.api.course;

import dev.grader.api.sql.Sql;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The members of a course by login, for calls that name many of them. */
@Singleton
public class Roster {
    private static final int NAMED = 20;

    private final Sql sql;

    Roster(Sql sql) {
        this.sql = sql;
    }

    /** A member. */
    public record Member(long id, String login, String name) {}

    /** The students, by login, in the order of their logins. */
    public Map<String, Member> students(long courseId) {
        return read("membership.role = 'STUDENT'", courseId);
    }

    /** Who may grade: the staff, and administrators, who are staff of every course. */
    public Map<String, Member> staff(long courseId) {
        return read("(membership.role <> 'STUDENT' OR person.role = 'ADMIN')", courseId);
    }

    /**
     * The students of these logins.
     *
     * @throws ProblemException INVALID_REQUEST naming those who are no students of the course
     */
    public Map<String, Member> requireStudents(long courseId, Collection<String> logins) {
        return require(students(courseId), logins, "no students of this course");
    }

    /**
     * The staff of these logins.
     *
     * @throws ProblemException INVALID_REQUEST naming those who are not
     */
    public Map<String, Member> requireStaff(long courseId, Collection<String> logins) {
        return require(staff(courseId), logins, "not on the staff of this course");
    }

    private static Map<String, Member> require(Map<String, Member> known, Collection<String> logins, String otherwise) {
        List<String> unknown = logins.stream()
                .filter(login -> !known.containsKey(login))
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST,
                    "These are " + otherwise + ": "
                            + unknown.stream().limit(NAMED).collect(Collectors.joining(", "))
                            + (unknown.size() > NAMED ? " and " + (unknown.size() - NAMED) + " more" : "")
                            + ". Correct the logins, or add them to the course first; nothing was changed.");
        }
        return logins.stream()
                .distinct()
                .collect(Collectors.toMap(
                        login -> login,
                        login -> Objects.requireNonNull(known.get(login)),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private Map<String, Member> read(String condition, long courseId) {
        return sql
                .list(
                        """
                        SELECT DISTINCT person.id, person.login, person.name
                        FROM person LEFT JOIN membership ON membership.person_id = person.id AND membership.course_id = ?
                        WHERE %s ORDER BY person.login
                        """.formatted(condition),
                        row -> new Member(row.number("id"), row.text("login"), row.text("name")),
                        courseId)
                .stream()
                .collect(Collectors.toMap(Member::login, member -> member, (one, other) -> one, LinkedHashMap::new));
    }
}

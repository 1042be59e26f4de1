package dev.grader.api.rubric;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.AssignmentKind;
import dev.grader.api.course.Roster.Member;
import dev.grader.api.sql.Sql;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What students handed in for graders to read. */
@Singleton
public class Documents {
    private final Sql sql;

    Documents(Sql sql) {
        this.sql = sql;
    }

    private record Owned(long studentId, Document document) {}

    /** Newest first, by the id of the student; everybody's in the team as it was then. */
    Map<Long, List<Document>> ofAssignment(Assignment assignment) {
        return select(assignment, null);
    }

    /** Newest first. */
    List<Document> ofStudent(Assignment assignment, long studentId) {
        return select(assignment, studentId).getOrDefault(studentId, List.of());
    }

    /**
     * The document that somebody names, or the newest; nothing where nothing was handed in.
     *
     * @param all of one student, newest first
     * @param login of that student
     * @throws ProblemException NOT_FOUND for one that is not among them
     */
    static Optional<Document> named(List<Document> all, @Nullable UUID named, String login) {
        if (named == null) {
            return all.stream().findFirst();
        }
        return Optional.of(all.stream()
                .filter(document -> document.id().equals(named))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        Problem.NOT_FOUND,
                        "The submission " + named + " is no document of '" + login
                                + "' for this assignment. Leave it out for the newest.")));
    }

    /**
     * Marks that were given where nothing was handed in are for no document.
     *
     * @throws ProblemException CONFLICT when one of them has handed in since
     */
    static void requireNone(List<Member> students, Map<Long, List<Document>> handedIn) {
        String since = students.stream()
                .filter(student ->
                        !handedIn.getOrDefault(student.id(), List.of()).isEmpty())
                .map(Member::login)
                .collect(Collectors.joining(", "));
        if (!since.isEmpty()) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "There was nothing to read of " + since
                            + " when these marks were given, and there is now. Nothing was"
                            + " entered; read it, and mark it with a new sheet.");
        }
    }

    private Map<Long, List<Document>> select(Assignment assignment, @Nullable Long studentId) {
        if (assignment.kind() != AssignmentKind.FILE) {
            return Map.of();
        }
        return sql
                .list(
                        """
                        SELECT member.person_id, submission.id, submission.attempt, submission.submitted_at,
                               submission.file_name
                        FROM submission JOIN submission_member member ON member.submission_id = submission.id
                        WHERE submission.assignment_id = ? AND submission.state = 'HANDED_IN'
                          AND coalesce(member.person_id = CAST(? AS bigint), true)
                        ORDER BY submission.submitted_at DESC, submission.attempt DESC, submission.id
                        """,
                        row -> new Owned(
                                row.number("person_id"),
                                new Document(
                                        row.uuid("id"),
                                        row.integer("attempt"),
                                        row.instant("submitted_at"),
                                        row.text("file_name"))),
                        assignment.id(),
                        studentId)
                .stream()
                .collect(Collectors.groupingBy(
                        Owned::studentId, Collectors.mapping(Owned::document, Collectors.toList())));
    }
}

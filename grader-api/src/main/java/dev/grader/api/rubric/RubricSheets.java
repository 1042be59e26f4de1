package dev.grader.api.rubric;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.course.Roster;
import dev.grader.api.course.Roster.Member;
import dev.grader.api.rubric.RubricGrading.Given;
import dev.grader.api.rubric.RubricGrading.ItemPoints;
import dev.grader.api.rubric.RubricGrading.Sheet;
import dev.grader.api.rubric.RubricRequests.StudentMarks;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds out whom the marks are for that somebody has sent. */
@Singleton
public class RubricSheets {
    private final Roster roster;
    private final Teamwork teamwork;
    private final Documents documents;

    RubricSheets(Roster roster, Teamwork teamwork, Documents documents) {
        this.roster = roster;
        this.teamwork = teamwork;
        this.documents = documents;
    }

    /**
     * The sheets with everybody who gets their marks, and the documents that these are for.
     *
     * @throws ProblemException INVALID_REQUEST for unknown students, NOT_FOUND for a document that is not theirs, CONFLICT for a
     *     team that there is not
     */
    List<Sheet> of(Assignment assignment, List<StudentMarks> marks) {
        Map<String, Member> students = roster.requireStudents(
                assignment.course().id(),
                marks.stream().map(StudentMarks::student).toList());
        Map<Long, List<Document>> handedIn = documents.ofAssignment(assignment);
        return marks.stream()
                .map(given -> {
                    Member student = Objects.requireNonNull(students.get(given.student()));
                    return new Sheet(
                            given(assignment, student, given, handedIn),
                            strip(given.comment()),
                            given.items().stream()
                                    .map(item -> new ItemPoints(
                                            item.item(),
                                            item.points(),
                                            Objects.requireNonNullElse(strip(item.comment()), "")))
                                    .toList());
                })
                .toList();
    }

    /** Of a document that is named, everybody who handed it in; else each one's newest. */
    private List<Given> given(
            Assignment assignment, Member student, StudentMarks marks, Map<Long, List<Document>> handedIn) {
        UUID named = marks.submission();
        if (named != null) {
            Documents.named(handedIn.getOrDefault(student.id(), List.of()), named, student.login());
        }
        List<Member> whose = named != null && marks.team()
                ? teamwork.authors(assignment, named)
                : whose(assignment, student, marks.team());
        if (marks.nothingHandedIn()) {
            Documents.requireNone(whose, handedIn);
        }
        return whose.stream()
                .map(member -> new Given(
                        member,
                        Documents.named(handedIn.getOrDefault(member.id(), List.of()), named, member.login())
                                .map(Document::id)
                                .orElse(null)))
                .toList();
    }

    /** The student alone, or everybody whose work it is. */
    private List<Member> whose(Assignment assignment, Member student, boolean team) {
        return team ? teamwork.team(assignment, student) : List.of(student);
    }

    private static @Nullable String strip(@Nullable String comment) {
        return comment == null ? null : comment.strip();
    }
}

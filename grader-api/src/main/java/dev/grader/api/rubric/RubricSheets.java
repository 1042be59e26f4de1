package dev.grader.api.rubric;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.course.Roster;
import dev.grader.api.course.Roster.Member;
import dev.grader.api.rubric.RubricGrading.ItemPoints;
import dev.grader.api.rubric.RubricGrading.Sheet;
import dev.grader.api.rubric.RubricRequests.StudentMarks;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out whom the marks are for that somebody has sent. */
@Singleton
public class RubricSheets {
    private final Roster roster;
    private final Teamwork teamwork;

    RubricSheets(Roster roster, Teamwork teamwork) {
        this.roster = roster;
        this.teamwork = teamwork;
    }

    /**
     * The sheets with everybody who gets their marks.
     *
     * @throws ProblemException INVALID_REQUEST for unknown students, CONFLICT for a team that there is not
     */
    List<Sheet> of(Assignment assignment, List<StudentMarks> marks) {
        Map<String, Member> students = roster.requireStudents(
                assignment.course().id(),
                marks.stream().map(StudentMarks::student).toList());
        return marks.stream()
                .map(given -> {
                    Member student = Objects.requireNonNull(students.get(given.student()));
                    return new Sheet(
                            whose(assignment, student, given.team()),
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

    /**
     * Logins of everybody whose work a student's is.
     *
     * @throws ProblemException INVALID_REQUEST for an unknown student, CONFLICT for a team that there is not
     */
    Set<String> team(Assignment assignment, String login) {
        Member student = Objects.requireNonNull(
                roster.requireStudents(assignment.course().id(), List.of(login)).get(login));
        return teamwork.team(assignment, student).stream().map(Member::login).collect(Collectors.toSet());
    }

    /** The student alone, or everybody whose work it is. */
    List<Member> whose(Assignment assignment, Member student, boolean team) {
        return team ? teamwork.team(assignment, student) : List.of(student);
    }

    private static @Nullable String strip(@Nullable String comment) {
        return comment == null ? null : comment.strip();
    }
}

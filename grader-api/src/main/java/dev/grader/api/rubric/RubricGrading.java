package dev.grader.api.rubric;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.course.Roster.Member;
import dev.grader.api.rubric.RubricMarks.NewMark;
import dev.grader.api.security.Caller;
import dev.grader.api.submission.SubmissionMembers;
import dev.grader.core.gradebook.rubric.RubricMark;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lets graders fill in rubrics. */
@Singleton
public class RubricGrading {
    private final RubricMarks marks;
    private final Graders graders;
    private final SubmissionMembers members;
    private final RubricAudit audit;

    RubricGrading(RubricMarks marks, Graders graders, SubmissionMembers members, RubricAudit audit) {
        this.marks = marks;
        this.graders = graders;
        this.members = members;
        this.audit = audit;
    }

    /**
     * What the calling grader gives to students who all get the same.
     *
     * @param comment on the whole work; null leaves it as it is
     */
    record Sheet(List<Given> given, @Nullable String comment, List<ItemPoints> items) {}

    /**
     * A student who gets marks.
     *
     * @param submissionId the document that was read; null where there is none
     */
    record Given(Member student, @Nullable UUID submissionId) {
        Work work() {
            return new Work(student.id(), submissionId);
        }
    }

    /** What is given for an item. */
    record ItemPoints(String item, BigDecimal points, String comment) {}

    /**
     * Writes marks of the caller, all of them or none. Students see them, and they count, once they are released.
     *
     * @throws ProblemException NOT_ALLOWED for the caller's own work; INVALID_REQUEST for items that the rubric does not have, or more points than they have;
     *     CONFLICT where others are assigned
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void mark(Assignment assignment, List<Sheet> sheets, Caller caller) {
        marks.lock(assignment.id(), caller.id());
        Map<String, List<String>> assigned = graders.ofAssignment(assignment.id());
        Set<Long> colleagues = members.colleagues(assignment.id(), caller.id());
        List<NewMark> written = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (Sheet sheet : sheets) {
            MarkRules.requireItems(assignment, sheet);
            for (Given given : sheet.given()) {
                Member student = given.student();
                if (!named.add(student.login())) {
                    throw new ProblemException(
                            Problem.INVALID_REQUEST,
                            "'" + student.login() + "' is marked twice, alone or in a team; mark everybody once.");
                }
                MarkRules.requireOthers(student, colleagues);
                MarkRules.requireGrader(student, assigned.getOrDefault(student.login(), List.of()), caller);
                sheet.items()
                        .forEach(item ->
                                written.add(new NewMark(given.work(), item.item(), item.points(), item.comment())));
                String comment = sheet.comment();
                if (comment != null) {
                    written.add(new NewMark(given.work(), RubricMark.OVERALL, BigDecimal.ZERO, comment));
                }
            }
        }
        if (marks.put(assignment.id(), caller.id(), written) > 0) {
            audit.record(assignment, caller, "rubric marked", named, sheets);
        }
    }
}

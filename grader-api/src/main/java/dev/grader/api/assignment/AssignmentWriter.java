package dev.grader.api.assignment;

import dev.grader.api.audit.AuditLog;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** Changes the settings of assignments that are there. The caller holds the lock of the course. */
@Singleton
public class AssignmentWriter {
    private final Assignments assignments;
    private final AssignmentViews views;
    private final HandedIn submissions;
    private final AuditLog audit;

    AssignmentWriter(Assignments assignments, AssignmentViews views, HandedIn submissions, AuditLog audit) {
        this.assignments = assignments;
        this.views = views;
        this.submissions = submissions;
        this.audit = audit;
    }

    /** What of an assignment grades depend on, before and after other settings took the place of its own. */
    public static final class Rewritten {
        private final Assignment assignment;
        private final GradeTerms before;
        private final GradeTerms after;

        private Rewritten(Assignment assignment, GradeTerms before, GradeTerms after) {
            this.assignment = assignment;
            this.before = before;
            this.after = after;
        }

        /** Whether any grade can be another one. */
        public boolean concernsGrades() {
            return !before.equals(after);
        }

        /** Whether dates and category are all that does. */
        public boolean concernsDatesOnly() {
            return before.differsInDatesOnly(after);
        }
    }

    /**
     * Writes settings into the database, so that what is computed from it in this transaction is computed with them.
     *
     * @throws ProblemException {@link Problem#COURSE_CONFIGURATION} when they do not go together, {@link Problem#CONFLICT} when
     *     they are for another revision, or work was handed in that they do not suit
     */
    public Rewritten write(Assignment assignment, AssignmentSettings settings) {
        settings.check(Optional.of(assignment));
        requireRevision(assignment, settings);
        requireSameKind(assignment, settings);
        requireSameTeams(assignment, settings);
        GradeTerms before = GradeTerms.of(assignment);
        assignment.change(settings);
        assignments.flush();
        return new Rewritten(assignment, before, GradeTerms.of(assignment));
    }

    /** Whether no grade can depend on which of them holds. */
    public boolean isSameForGrades(Assignment assignment, AssignmentSettings settings) {
        return GradeTerms.of(assignment).equals(GradeTerms.of(settings));
    }

    /** Notes in the history what was written, if any grade can depend on it. */
    public void record(Rewritten rewritten, long personId, String reason) {
        if (rewritten.concernsGrades()) {
            audit.record(
                    rewritten.assignment.course().id(),
                    personId,
                    "assignment changed",
                    rewritten.assignment.slug(),
                    reason,
                    Map.of("before", rewritten.before, "after", rewritten.after));
        }
    }

    /** Notes in the history that there is an assignment which grades depend on at once. */
    public void recordMade(Assignment made, long personId) {
        audit.record(
                made.course().id(), personId, "assignment made", made.slug(), "", Map.of("after", GradeTerms.of(made)));
    }

    private void requireRevision(Assignment existing, AssignmentSettings settings) {
        if (settings.revision() != null && !settings.revision().equals(views.revision(existing))) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "Somebody has changed '" + existing.slug()
                            + "' since you read it. Read it again, and send the settings" + " with its revision.");
        }
    }

    private void requireSameTeams(Assignment existing, AssignmentSettings settings) {
        if (!existing.teamSet().equals(Optional.ofNullable(settings.teamSet())) && submissions.exist(existing.id())) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "Something has been handed in for '" + existing.slug() + "' already, so it stays "
                            + existing.teamSet()
                                    .map(set -> "with the teams of '" + set + "'")
                                    .orElse("without teams")
                            + ". Make another assignment, or send the team set unchanged.");
        }
    }

    private void requireSameKind(Assignment existing, AssignmentSettings settings) {
        if (existing.kind() != settings.kindOrCode() && submissions.exist(existing.id())) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "Something has been handed in for '" + existing.slug() + "' already, so it stays "
                            + existing.kind().wireName() + ". Make another assignment.");
        }
    }
}

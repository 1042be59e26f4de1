package dev.grader.api.ledger;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.course.Course;
import dev.grader.api.submission.Submission;
import dev.grader.api.submission.Submissions;
import dev.grader.core.late.FinalPoints;
import dev.grader.core.late.LateEvent;
import dev.grader.core.late.LateLedger;
import dev.grader.core.late.LedgerLine;
import dev.grader.core.late.Quote;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What lateness costs. Nothing of it is stored: it is computed anew from the policy and the times of the counted
 * submissions, which are a student's latest for each assignment of a course.
 */
@ApplicationScoped
public class LateCosts {
    private final Submissions submissions;

    LateCosts(Submissions submissions) {
        this.submissions = submissions;
    }

    /** What a submission at that time would cost, if it became the counted one. */
    public QuoteView quote(Assignment assignment, long studentId, Instant submittedAt) {
        return QuoteView.of(Quote.of(
                assignment.course().latePolicy(),
                List.copyOf(counted(assignment.course(), studentId).values()),
                event(assignment, submittedAt)));
    }

    /** What a submission costs; of one that is no longer counted, what it would cost if it were. */
    public LedgerLine line(Submission submission) {
        Assignment assignment = submission.assignment();
        return Quote.of(
                        assignment.course().latePolicy(),
                        List.copyOf(counted(
                                        assignment.course(),
                                        submission.student().id())
                                .values()),
                        event(assignment, submission.submittedAt()))
                .line();
    }

    /** One line for each assignment that the student has handed in. */
    public List<LedgerLine> ledger(Course course, long studentId) {
        return LateLedger.evaluate(
                course.latePolicy(), List.copyOf(counted(course, studentId).values()));
    }

    /** The points that remain, rounded once. */
    public BigDecimal finalPoints(Submission submission, BigDecimal raw, LedgerLine line) {
        return FinalPoints.apply(
                raw, line, submission.assignment().course().latePolicy().scale());
    }

    private Map<String, LateEvent> counted(Course course, long studentId) {
        Map<String, LateEvent> events = new LinkedHashMap<>();
        submissions.ofCourse(course.id(), studentId).stream()
                .filter(submission -> submission.state().counts())
                .forEach(submission -> events.put(
                        submission.assignment().slug(), event(submission.assignment(), submission.submittedAt())));
        return events;
    }

    private static LateEvent event(Assignment assignment, Instant submittedAt) {
        return new LateEvent(
                assignment.slug(),
                assignment.category(),
                assignment.due().orElse(Instant.MAX),
                submittedAt,
                Optional.empty());
    }
}

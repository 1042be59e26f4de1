package dev.grader.api.submission;

import dev.grader.api.course.CourseAccess;
import dev.grader.api.course.CourseAccess.Access;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Submissions as far as the caller may reach them. Another's submission is as unknown as one that does not exist. */
@ApplicationScoped
public class SubmissionAccess {
    private final Submissions submissions;
    private final CourseAccess courses;

    SubmissionAccess(Submissions submissions, CourseAccess courses) {
        this.submissions = submissions;
        this.courses = courses;
    }

    /** A submission and whether the caller sees it as staff. */
    public record Visible(Submission submission, boolean asStaff) {}

    /** For its owner and the staff of its course. Call it in the transaction that goes on to use the submission. */
    public Visible visible(UUID id) {
        return submissions.findByIdOptional(id).flatMap(this::visible).orElseThrow(() -> unknown(id));
    }

    /** For the staff of its course; its owner is told that this is not for students. */
    public Submission staff(UUID id) {
        Visible visible = visible(id);
        if (!visible.asStaff()) {
            throw new ProblemException(Problem.NOT_ALLOWED, "Only the staff of the course may do this.");
        }
        return visible.submission();
    }

    private Optional<Visible> visible(Submission submission) {
        return courses.of(submission.assignment().course())
                .filter(access -> access.isStaff() || isOwner(access, submission))
                .map(access -> new Visible(submission, access.isStaff()));
    }

    private static boolean isOwner(Access access, Submission submission) {
        return submission.student().id() == access.caller().id();
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(Problem.NOT_FOUND, "There is no submission " + id + ".");
    }
}

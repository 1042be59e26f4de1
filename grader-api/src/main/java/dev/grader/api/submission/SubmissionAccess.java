package dev.grader.api.submission;

import dev.grader.api.course.CourseAccess;
import dev.grader.api.course.CourseAccess.Access;
import dev.grader.api.person.People;
import dev.grader.api.person.Person;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Submissions as far as the caller may reach them. Another's submission is as unknown as one that does not exist. */
@ApplicationScoped
public class SubmissionAccess {
    private final Submissions submissions;
    private final SubmissionMembers members;
    private final CourseAccess courses;
    private final People people;

    SubmissionAccess(Submissions submissions, SubmissionMembers members, CourseAccess courses, People people) {
        this.submissions = submissions;
        this.members = members;
        this.courses = courses;
        this.people = people;
    }

    /**
     * A submission for the caller.
     *
     * @param asStaff whether the caller sees it as staff
     * @param member whose lateness is shown: the caller, who has a part in it, else the one who handed it in
     */
    public record Visible(Submission submission, boolean asStaff, Person member) {}

    /** For those whose work it is and the staff of its course. Call it in the transaction that goes on to use the submission. */
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
                .filter(access -> access.isStaff() || hasPart(access, submission))
                .map(access -> visible(submission, access));
    }

    /** For a caller who may see it. */
    public Visible visible(Submission submission, Access access) {
        Person member =
                hasPart(access, submission) ? people.findById(access.caller().id()) : submission.student();
        return new Visible(submission, access.isStaff(), member);
    }

    private boolean hasPart(Access access, Submission submission) {
        long caller = access.caller().id();
        return submission.student().id() == caller || members.contains(submission.id(), caller);
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(Problem.NOT_FOUND, "There is no submission " + id + ".");
    }
}

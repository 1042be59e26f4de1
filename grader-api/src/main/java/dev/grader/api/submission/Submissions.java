package dev.grader.api.submission;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Submissions by student and assignment. What a team has handed in is each one's who was in it then. */
@ApplicationScoped
public class Submissions implements PanacheRepositoryBase<Submission, UUID> {
    private final SubmissionMembers members;

    Submissions(SubmissionMembers members) {
        this.members = members;
    }

    /** All of one student for one assignment, oldest first. */
    public List<Submission> of(long assignmentId, long studentId) {
        return of(assignmentId, List.of(studentId));
    }

    /** All for one assignment that any of these students has a part in, oldest first. */
    public List<Submission> of(long assignmentId, List<Long> students) {
        return list(
                "assignment.id = ?1 and (student.id in ?2 or id in ?3) order by attempt, acceptedAt",
                assignmentId,
                students,
                members.submissions(assignmentId, students));
    }

    /** All of everybody for one assignment, by login. */
    public List<Submission> ofAssignment(long assignmentId) {
        // else each student is read alone
        return list(
                "from Submission submission join fetch submission.student student where submission.assignment.id = ?1"
                        + " order by student.login, submission.attempt",
                assignmentId);
    }

    /**
     * The one that the same bytes would only repeat: all of these students have a part in it, and its grade is still to come,
     * or it is a document, the newest one.
     */
    public Optional<Submission> repeated(long assignmentId, List<Long> students, String sha256) {
        List<Submission> all = of(assignmentId, students);
        return all.stream()
                .filter(submission -> submission.archive().sha256().equals(sha256))
                .filter(submission -> submission.state().isPending()
                        || (submission.state() == SubmissionState.HANDED_IN && submission.equals(all.getLast())))
                .filter(submission -> students.stream().allMatch(student -> members.contains(submission.id(), student)))
                .findFirst();
    }
}

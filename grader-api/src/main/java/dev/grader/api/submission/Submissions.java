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
        return list("assignment.id = ?1 order by student.login, attempt", assignmentId);
    }

    /** The one whose grade is still to come and whose bytes are the same. */
    public Optional<Submission> pending(long assignmentId, List<Long> students, String sha256) {
        return of(assignmentId, students).stream()
                .filter(submission -> submission.state().isPending())
                .filter(submission -> submission.archive().sha256().equals(sha256))
                .findFirst();
    }
}

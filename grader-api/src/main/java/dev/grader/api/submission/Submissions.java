package dev.grader.api.submission;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Submissions by student and assignment. */
@ApplicationScoped
public class Submissions implements PanacheRepositoryBase<Submission, UUID> {
    /** All of one student for one assignment, oldest first. */
    public List<Submission> of(long assignmentId, long studentId) {
        return list("assignment.id = ?1 and student.id = ?2 order by attempt", assignmentId, studentId);
    }

    /** All of everybody for one assignment, by login. */
    public List<Submission> ofAssignment(long assignmentId) {
        return list("assignment.id = ?1 order by student.login, attempt", assignmentId);
    }

    /** All of one student in one course. */
    public List<Submission> ofCourse(long courseId, long studentId) {
        return list("assignment.course.id = ?1 and student.id = ?2 order by attempt", courseId, studentId);
    }

    /** The one whose grade is still to come and whose bytes are the same. */
    public Optional<Submission> pending(long assignmentId, long studentId, String sha256) {
        return of(assignmentId, studentId).stream()
                .filter(submission -> submission.state().isPending())
                .filter(submission -> submission.archive().sha256().equals(sha256))
                .findFirst();
    }
}

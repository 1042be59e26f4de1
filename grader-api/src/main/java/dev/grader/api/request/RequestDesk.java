package dev.grader.api.request;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.audit.AuditLog;
import dev.grader.api.course.CourseAccess.Access;
import dev.grader.api.course.CourseRole;
import dev.grader.api.request.RegradeRequests.Outcome;
import dev.grader.api.request.RegradeRequests.RegradeRequest;
import dev.grader.api.security.Caller;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;

/** Takes regrade requests and their answers. */
@Singleton
public class RequestDesk {
    private final RegradeRequests requests;
    private final AuditLog audit;

    RequestDesk(RegradeRequests requests, AuditLog audit) {
        this.requests = requests;
        this.audit = audit;
    }

    /**
     * Asks to have a grade looked at again.
     *
     * @throws ProblemException NOT_ALLOWED for staff; CONFLICT without a grade, and while another request is open
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public RegradeRequest ask(Assignment assignment, Access access, String text) {
        Caller student = access.caller();
        long courseId = access.course().id();
        if (access.role() != CourseRole.STUDENT) {
            throw new ProblemException(
                    Problem.NOT_ALLOWED, "Only a student asks for a regrade, of a grade of their own.");
        }
        requests.lock(courseId, student.id());
        requests.open(assignment.id(), student.id()).ifPresent(open -> {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "Your request " + open.id() + " for '" + assignment.slug()
                            + "' is still open. Wait for its answer before you ask again.");
        });
        if (!requests.hasGrade(assignment.id(), student.id())) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "You have no grade for '" + assignment.slug() + "' yet that you could ask about.");
        }
        long id = requests.add(assignment.id(), student.id(), text);
        audit.record(
                courseId,
                student.id(),
                "regrade requested",
                assignment.slug() + " of " + student.login(),
                text,
                Map.of("request", id));
        return requests.find(courseId, id).orElseThrow();
    }

    /**
     * Answers a request. What is granted is then done by whoever answers, with a mark, a grade or an extension.
     *
     * @throws ProblemException NOT_FOUND for a request that the course does not have, CONFLICT when it has an answer
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public RegradeRequest answer(Access access, long requestId, Outcome outcome, String text) {
        long courseId = access.course().id();
        RegradeRequest request = requests.find(courseId, requestId)
                .orElseThrow(() -> new ProblemException(
                        Problem.NOT_FOUND,
                        "Course '" + access.course().slug() + "' has no regrade request " + requestId + "."));
        if (!requests.answer(requestId, outcome, text, access.caller().id())) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "Request " + requestId + " has been answered already. The student can ask again.");
        }
        audit.record(
                courseId,
                access.caller().id(),
                "regrade answered",
                request.assignment() + " of " + request.student(),
                text,
                Map.of("request", requestId, "outcome", outcome));
        return requests.find(courseId, requestId).orElseThrow();
    }
}

package dev.grader.api.job;

import dev.grader.api.person.Role;
import dev.grader.api.submission.SubmissionAccess;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Grading again what could not be graded. */
@Path("/api/v1/submissions/{id}/requeue")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class RequeueResource {
    private final SubmissionAccess access;
    private final GradingQueue queue;

    RequeueResource(SubmissionAccess access, GradingQueue queue) {
        this.access = access;
        this.queue = queue;
    }

    @POST
    @Transactional
    @Operation(operationId = "requeueSubmission", summary = "Queue again what ended in a system error; for staff")
    public void requeue(@PathParam("id") UUID id) {
        queue.requeue(access.staff(id).id());
    }
}

package dev.grader.api.report;

import dev.grader.api.person.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A submission and its grade. */
@Path("/api/v1/submissions/{id}")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class SubmissionResource {
    private final SubmissionViews views;

    SubmissionResource(SubmissionViews views) {
        this.views = views;
    }

    @GET
    @Operation(operationId = "getSubmission", summary = "One submission, for its owner and the staff")
    public SubmissionView get(@PathParam("id") UUID id) {
        return views.visible(id);
    }
}

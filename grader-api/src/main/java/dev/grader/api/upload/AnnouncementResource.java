package dev.grader.api.upload;

import dev.grader.api.assignment.AssignmentAccess;
import dev.grader.api.assignment.AssignmentAccess.Found;
import dev.grader.api.person.Role;
import dev.grader.api.upload.Intake.Announced;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** The first of the three calls of an upload: announce, send the bytes, submit. */
@Path("/api/v1/courses/{course}/assignments/{assignment}/uploads")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class AnnouncementResource {
    private final AssignmentAccess assignments;
    private final Intake intake;

    AnnouncementResource(AssignmentAccess assignments, Intake intake) {
        this.assignments = assignments;
        this.intake = intake;
    }

    @POST
    @Operation(
            operationId = "announceUpload",
            summary = "Announce a zip: this is the time of submission, and the answer is what it would cost")
    public RestResponse<Announced> announce(
            @PathParam("course") String course,
            @PathParam("assignment") String assignment,
            @Valid @NotNull NewUpload announced) {
        Found found = assignments.member(course, assignment);
        return RestResponse.status(
                RestResponse.Status.CREATED,
                intake.announce(found.assignment().id(), found.access().caller().id(), announced));
    }
}

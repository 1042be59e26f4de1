package dev.grader.api.request;

import dev.grader.api.assignment.AssignmentAccess;
import dev.grader.api.assignment.AssignmentAccess.Found;
import dev.grader.api.person.Role;
import dev.grader.api.request.RegradeRequests.RegradeRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Where a student asks to have a grade looked at again. */
@Path("/api/v1/courses/{course}/assignments/{assignment}/requests")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class AskResource {
    private final AssignmentAccess access;
    private final RequestDesk desk;

    AskResource(AssignmentAccess access, RequestDesk desk) {
        this.access = access;
        this.desk = desk;
    }

    /**
     * A request.
     *
     * @param text what is wrong with the grade, in the student's words
     */
    public record AskRequest(@NotBlank @Size(max = 4000) String text) {}

    @POST
    @Transactional
    @Operation(operationId = "askForRegrade", summary = "Ask to have your grade looked at again")
    public RestResponse<RegradeRequest> ask(
            @PathParam("course") String course,
            @PathParam("assignment") String assignment,
            @Valid @NotNull AskRequest request) {
        Found found = access.member(course, assignment);
        return RestResponse.status(
                RestResponse.Status.CREATED,
                desk.ask(found.assignment(), found.access(), request.text().strip()));
    }
}

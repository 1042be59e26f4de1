package dev.grader.api.collaboration;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.AssignmentAccess;
import dev.grader.api.collaboration.Declarations.Declaration;
import dev.grader.api.person.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Declared collaborators, for staff. */
@Path("/api/v1/courses/{course}/assignments/{assignment}/collaborators")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class CollaboratorResource {
    private final AssignmentAccess access;
    private final Declarations declarations;

    CollaboratorResource(AssignmentAccess access, Declarations declarations) {
        this.access = access;
        this.declarations = declarations;
    }

    @GET
    @Transactional
    @Operation(
            operationId = "listCollaborators",
            summary = "Who said to have worked with whom, and who did not say so in turn")
    public List<Declaration> list(@PathParam("course") String course, @PathParam("assignment") String assignment) {
        Assignment found = access.staff(course, assignment).assignment();
        return declarations.of(found.course().id(), found.id());
    }
}

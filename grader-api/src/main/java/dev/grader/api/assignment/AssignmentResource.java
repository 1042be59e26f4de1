package dev.grader.api.assignment;

import dev.grader.api.change.AssignmentChanges;
import dev.grader.api.change.AssignmentChanges.Written;
import dev.grader.api.course.CourseAccess;
import dev.grader.api.person.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Assignments of a course. */
@Path("/api/v1/courses/{course}/assignments")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class AssignmentResource {
    private final Assignments assignments;
    private final AssignmentAccess access;
    private final CourseAccess courses;
    private final AssignmentViews views;
    private final AssignmentChanges changes;

    AssignmentResource(
            Assignments assignments,
            AssignmentAccess access,
            CourseAccess courses,
            AssignmentViews views,
            AssignmentChanges changes) {
        this.assignments = assignments;
        this.access = access;
        this.courses = courses;
        this.views = views;
        this.changes = changes;
    }

    @PUT
    @Path("/{assignment}")
    @Transactional
    @Operation(operationId = "putAssignment", summary = "Make an assignment, or change its settings")
    public RestResponse<AssignmentView> put(
            @PathParam("course") String course,
            @PathParam("assignment")
                    @Pattern(
                            regexp = "[a-z0-9][a-z0-9-]{0,63}",
                            message = "must be 1 to 64 of a-z, 0-9 and '-', and not begin with '-'")
                    String slug,
            @Valid @NotNull AssignmentSettings wanted) {
        CourseAccess.Access staff = courses.staff(course);
        Written written = changes.put(staff.course(), staff.caller().id(), slug, wanted);
        return RestResponse.status(
                written.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                views.of(written.assignment(), written.notes()));
    }

    @GET
    @Transactional
    @Operation(operationId = "listAssignments", summary = "All assignments of a course, by due date")
    public List<AssignmentView> list(@PathParam("course") String course) {
        return assignments.ofCourse(courses.member(course).course().id()).stream()
                .map(views::of)
                .toList();
    }

    @GET
    @Path("/{assignment}")
    @Transactional
    @Operation(operationId = "getAssignment", summary = "One assignment")
    public AssignmentView get(@PathParam("course") String course, @PathParam("assignment") String assignment) {
        return views.of(access.member(course, assignment).assignment());
    }
}

package dev.grader.api.publication;

import dev.grader.api.assignment.AssignmentAccess;
import dev.grader.api.assignment.AssignmentAccess.Found;
import dev.grader.api.course.CourseAccess;
import dev.grader.api.course.CourseAccess.Access;
import dev.grader.api.course.Roster;
import dev.grader.api.person.Role;
import dev.grader.api.publication.Publishing.Pending;
import dev.grader.api.publication.Publishing.Told;
import dev.grader.api.sql.Snapshot;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Tells students their grades, and what has changed about them. */
@Path("/api/v1/courses/{course}")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class PublicationResource {
    private static final int MOST_ASSIGNMENTS = 1000;
    private static final int MOST_STUDENTS = 20_000;
    private static final int LONGEST_ID = 100;

    private final CourseAccess courses;
    private final AssignmentAccess assignments;
    private final Roster roster;
    private final Publishing publishing;

    PublicationResource(CourseAccess courses, AssignmentAccess assignments, Roster roster, Publishing publishing) {
        this.courses = courses;
        this.assignments = assignments;
        this.roster = roster;
        this.publishing = publishing;
    }

    /**
     * Why grades are published.
     *
     * @param reason for the history; may be left out
     */
    public record PublicationRequest(
            @Nullable @Size(max = 1000) String reason) {}

    /**
     * What to accept.
     *
     * @param pending id of the pending changes that were looked at; null for whatever they are
     * @param assignments only of these; null for all
     * @param students only of these; null for all
     */
    public record AcceptRequest(
            @Nullable @Size(max = LONGEST_ID) String pending,
            @Nullable @Size(min = 1, max = MOST_ASSIGNMENTS) Set<@NotNull String> assignments,
            @Nullable @Size(min = 1, max = MOST_STUDENTS) Set<@NotNull String> students,
            @NotBlank @Size(max = 1000) String reason) {}

    @POST
    @Path("/assignments/{assignment}/publication")
    @Transactional
    @Operation(operationId = "publishGrades", summary = "Tell all students how they stand in an assignment")
    public Told publish(
            @PathParam("course") String course,
            @PathParam("assignment") String assignment,
            @Valid @NotNull PublicationRequest request) {
        Found found = assignments.staff(course, assignment);
        return publishing.publish(
                found.access().course(),
                assignment,
                found.access().caller().id(),
                Objects.requireNonNullElse(request.reason(), ""));
    }

    @GET
    @Path("/pending")
    @Transactional
    @Snapshot
    @Operation(operationId = "listPending", summary = "Published grades that would be others now")
    public Pending pending(@PathParam("course") String course) {
        return publishing.pending(courses.staff(course).course());
    }

    @POST
    @Path("/pending/accept")
    @Transactional
    @Operation(operationId = "acceptPending", summary = "Tell students what has changed about published grades")
    public Told accept(@PathParam("course") String course, @Valid @NotNull AcceptRequest request) {
        Access access = courses.staff(course);
        Set<String> wantedAssignments = request.assignments();
        Set<String> wantedStudents = request.students();
        if (wantedAssignments != null) {
            assignments.requireAll(access, wantedAssignments);
        }
        if (wantedStudents != null) {
            roster.requireStudents(access.course().id(), wantedStudents);
        }
        return publishing.accept(
                access.course(),
                change -> (wantedAssignments == null || wantedAssignments.contains(change.assignment()))
                        && (wantedStudents == null || wantedStudents.contains(change.student())),
                Optional.ofNullable(request.pending()),
                access.caller().id(),
                request.reason());
    }
}

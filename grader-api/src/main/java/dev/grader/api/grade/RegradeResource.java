package dev.grader.api.grade;

import dev.grader.api.assignment.AssignmentAccess;
import dev.grader.api.assignment.AssignmentAccess.Found;
import dev.grader.api.grade.Regrades.RegradeView;
import dev.grader.api.grade.Regrading.Applied;
import dev.grader.api.person.Role;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A new version of a suite for what was graded by others: look, run what has to be run, apply. For staff. */
@Path("/api/v1/courses/{course}/assignments/{assignment}")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class RegradeResource {
    private final AssignmentAccess access;
    private final Regrading regrading;
    private final Regrades regrades;

    RegradeResource(AssignmentAccess access, Regrading regrading, Regrades regrades) {
        this.access = access;
        this.regrading = regrading;
        this.regrades = regrades;
    }

    /**
     * What to apply.
     *
     * @param preview id of the preview that was looked at
     * @param reason for the history, and for students who ask
     */
    public record ApplyRequest(
            @NotBlank String preview,
            @NotBlank @Size(max = 1000) String reason) {}

    /** How many submissions were queued to be run again. */
    public record RerunAnswer(int queued) {}

    @GET
    @Path("/suites/{version}/preview")
    @Transactional
    @Snapshot
    @Operation(
            operationId = "previewSuite",
            summary =
                    "Whose grade a version of the suite would change, and where tests have to be run; changes nothing")
    public Preview preview(
            @PathParam("course") String course,
            @PathParam("assignment") String assignment,
            @PathParam("version") int version) {
        return regrading.preview(id(course, assignment), version);
    }

    @POST
    @Path("/suites/{version}/rerun")
    @Transactional
    @Operation(
            operationId = "rerunSuite",
            summary = "Run the changed tests of submissions again; their grades stay as they are")
    public RerunAnswer rerun(
            @PathParam("course") String course,
            @PathParam("assignment") String assignment,
            @PathParam("version") int version) {
        return new RerunAnswer(regrading.rerun(id(course, assignment), version));
    }

    @POST
    @Path("/suites/{version}/apply")
    @Transactional
    @Operation(operationId = "applySuite", summary = "Change the grades exactly as a preview says")
    public Applied apply(
            @PathParam("course") String course,
            @PathParam("assignment") String assignment,
            @PathParam("version") int version,
            @Valid @NotNull ApplyRequest request) {
        Found found = access.staff(course, assignment);
        return regrading.apply(
                found.assignment().id(),
                version,
                request.preview(),
                request.reason(),
                found.access().caller().id());
    }

    @GET
    @Path("/regrades")
    @Transactional
    @Operation(operationId = "listRegrades", summary = "Versions of the suite that were applied, by whom and why")
    public List<RegradeView> list(@PathParam("course") String course, @PathParam("assignment") String assignment) {
        return regrades.of(id(course, assignment));
    }

    private long id(String course, String assignment) {
        return access.staff(course, assignment).assignment().id();
    }
}

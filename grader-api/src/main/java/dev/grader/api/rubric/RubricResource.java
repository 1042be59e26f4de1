package dev.grader.api.rubric;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.AssignmentAccess;
import dev.grader.api.course.Roster;
import dev.grader.api.course.Roster.Member;
import dev.grader.api.person.Role;
import dev.grader.api.rubric.RubricGrading.Sheet;
import dev.grader.api.rubric.RubricRequests.MarkListRequest;
import dev.grader.api.rubric.RubricRequests.ReleaseRequest;
import dev.grader.api.security.CurrentCaller;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The rubrics of all students for an assignment, for staff. */
@Path("/api/v1/courses/{course}/assignments/{assignment}/rubric")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class RubricResource {
    private final AssignmentAccess access;
    private final RubricGrading grading;
    private final RubricReleases releases;
    private final RubricOverviews overviews;
    private final RubricSheets sheets;
    private final Roster roster;
    private final CurrentCaller caller;

    RubricResource(
            AssignmentAccess access,
            RubricGrading grading,
            RubricReleases releases,
            RubricOverviews overviews,
            RubricSheets sheets,
            Roster roster,
            CurrentCaller caller) {
        this.access = access;
        this.grading = grading;
        this.releases = releases;
        this.overviews = overviews;
        this.sheets = sheets;
        this.roster = roster;
        this.caller = caller;
    }

    @GET
    @Transactional
    @Operation(
            operationId = "getRubrics",
            summary =
                    "How far the grading is, and where graders differ; with team=LOGIN and submission=ID, of everybody to whom"
                            + " a release for that one's team shows your marks")
    public RubricOverview get(
            @PathParam("course") String course,
            @PathParam("assignment") String assignment,
            @QueryParam("team") @Nullable String team,
            @QueryParam("submission") @Nullable UUID submission) {
        Assignment found = access.staff(course, assignment).assignment();
        RubricOverview overview = overviews.of(found, caller.get().id());
        if (team == null) {
            return overview;
        }
        Member student = Objects.requireNonNull(
                roster.requireStudents(found.course().id(), List.of(team)).get(team));
        return overview.of(releases.team(found, student, submission, caller.get()));
    }

    @PUT
    @Transactional
    @Operation(operationId = "putRubrics", summary = "Mark many students, all of them or none")
    public RubricOverview put(
            @PathParam("course") String course,
            @PathParam("assignment") String assignment,
            @Valid @NotNull MarkListRequest request) {
        Assignment found = access.staff(course, assignment).assignment();
        List<Sheet> given = sheets.of(found, request.students());
        grading.mark(found, given, caller.get());
        return overviews.of(found, caller.get().id());
    }

    @POST
    @Path("/release")
    @Transactional
    @Operation(
            operationId = "releaseRubrics",
            summary = "Release all your drafts for an assignment, all of them or none")
    public RubricOverview release(
            @PathParam("course") String course,
            @PathParam("assignment") String assignment,
            @Valid @NotNull ReleaseRequest request) {
        Assignment found = access.staff(course, assignment).assignment();
        if (request.submission() != null) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST,
                    "A submission is one student's or team's: release it with …/students/LOGIN/rubric/release.");
        }
        releases.releaseAll(found, request.lastMark(), caller.get());
        return overviews.of(found, caller.get().id());
    }
}

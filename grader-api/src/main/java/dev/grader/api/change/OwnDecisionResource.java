package dev.grader.api.change;

import dev.grader.api.assignment.AssignmentAccess;
import dev.grader.api.assignment.AssignmentAccess.Found;
import dev.grader.api.change.ChangeView.Outcome;
import dev.grader.api.person.Role;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What students decide about their own work, where the late policy leaves it to them. */
@Path("/api/v1/courses/{course}/assignments/{assignment}")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class OwnDecisionResource {
    private static final int MOST_UNITS = 10_000;

    private final AssignmentAccess assignments;
    private final OwnDecisions decisions;

    OwnDecisionResource(AssignmentAccess assignments, OwnDecisions decisions) {
        this.assignments = assignments;
        this.decisions = decisions;
    }

    /** Units of the budget that may be used for the assignment, at most. */
    public record ClaimRequest(
            @PositiveOrZero @Max(MOST_UNITS) int units) {}

    /** The submission that is to count. */
    public record ChoiceRequest(@NotNull UUID submission) {}

    @PUT
    @Path("/claim")
    @Transactional
    @Operation(operationId = "claimUnits", summary = "Ask that slack days be used for an assignment")
    public Outcome claim(
            @PathParam("course") String course,
            @PathParam("assignment") String assignment,
            @Valid @NotNull ClaimRequest request) {
        Found found = student(course, assignment);
        return decisions.claim(found.assignment(), found.access().caller(), request.units());
    }

    @PUT
    @Path("/choice")
    @Transactional
    @Operation(operationId = "chooseSubmission", summary = "Choose which submission counts")
    public Outcome choose(
            @PathParam("course") String course,
            @PathParam("assignment") String assignment,
            @Valid @NotNull ChoiceRequest request) {
        Found found = student(course, assignment);
        return decisions.choose(found.assignment(), found.access().caller(), request.submission());
    }

    private Found student(String course, String assignment) {
        Found found = assignments.member(course, assignment);
        if (found.access().isStaff()) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "Students decide this for themselves, and you are staff of '" + course
                            + "'. For a student, see: grader term --help");
        }
        return found;
    }
}

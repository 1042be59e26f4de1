package dev.grader.api.rubric;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.AssignmentAccess;
import dev.grader.api.person.Role;
import dev.grader.api.security.CurrentCaller;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Who grades whom by the rubric of an assignment. */
@Path("/api/v1/courses/{course}/assignments/{assignment}/graders")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class GraderResource {
    private static final int MOST_STUDENTS = 20_000;
    private static final int MOST_GRADERS = 500;
    private static final int MOST_PER_STUDENT = 10;

    private final AssignmentAccess access;
    private final GraderAssignment graders;
    private final CurrentCaller caller;

    GraderResource(AssignmentAccess access, GraderAssignment graders, CurrentCaller caller) {
        this.access = access;
        this.graders = graders;
        this.caller = caller;
    }

    /** Who grades whom. */
    public record GraderList(
            @NotNull @Size(max = MOST_STUDENTS) List<@Valid @NotNull GradersOf> students) {}

    /**
     * Graders of one student.
     *
     * @param graders logins; empty for nobody
     */
    public record GradersOf(
            @NotNull String student,
            @NotNull @Size(max = MOST_PER_STUDENT) List<@NotNull String> graders) {}

    /**
     * An even distribution.
     *
     * @param seed another one hands out differently; null for 0
     * @param again true to hand out also those who have graders already
     */
    public record DistributionRequest(
            @NotEmpty @Size(max = MOST_GRADERS) List<@NotNull String> graders,
            @Positive @Max(MOST_PER_STUDENT) int perStudent,
            @Nullable Long seed,
            boolean again) {}

    @GET
    @Transactional
    @Operation(operationId = "getGraders", summary = "Who grades whom")
    public GraderList get(@PathParam("course") String course, @PathParam("assignment") String assignment) {
        return list(access.staff(course, assignment).assignment());
    }

    @PUT
    @Transactional
    @Operation(operationId = "putGraders", summary = "Give students graders; those who are not named keep theirs")
    public GraderList put(
            @PathParam("course") String course,
            @PathParam("assignment") String assignment,
            @Valid @NotNull GraderList request) {
        Assignment found = access.staff(course, assignment).assignment();
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        for (GradersOf student : request.students()) {
            if (chosen.put(student.student(), student.graders()) != null) {
                throw new ProblemException(
                        Problem.INVALID_REQUEST, "'" + student.student() + "' is named twice; name everybody once.");
            }
        }
        graders.put(found, chosen, caller.get().id());
        return list(found);
    }

    @POST
    @Path("/distribution")
    @Transactional
    @Operation(operationId = "distributeGraders", summary = "Hand students out to graders evenly")
    public GraderList distribute(
            @PathParam("course") String course,
            @PathParam("assignment") String assignment,
            @Valid @NotNull DistributionRequest request) {
        Assignment found = access.staff(course, assignment).assignment();
        graders.distribute(
                found,
                request.graders(),
                request.perStudent(),
                Objects.requireNonNullElse(request.seed(), 0L),
                request.again(),
                caller.get().id());
        return list(found);
    }

    private GraderList list(Assignment assignment) {
        return new GraderList(graders.all(assignment).entrySet().stream()
                .map(entry -> new GradersOf(entry.getKey(), entry.getValue()))
                .toList());
    }
}

package dev.grader.api.assignment;

import dev.grader.api.audit.AuditLog;
import dev.grader.api.course.Course;
import dev.grader.api.course.CourseAccess;
import dev.grader.api.person.Role;
import dev.grader.api.suite.PublishedSuites;
import dev.grader.api.suite.PublishedSuites.SuiteSummary;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.suite.RubricItem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Assignments of a course. */
@Path("/api/v1/courses/{course}/assignments")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class AssignmentResource {
    private final Assignments assignments;
    private final AssignmentAccess access;
    private final CourseAccess courses;
    private final PublishedSuites suites;
    private final HandedIn submissions;
    private final AuditLog audit;
    private final InstantSource clock;

    AssignmentResource(
            Assignments assignments,
            AssignmentAccess access,
            CourseAccess courses,
            PublishedSuites suites,
            HandedIn submissions,
            AuditLog audit,
            InstantSource clock) {
        this.assignments = assignments;
        this.access = access;
        this.courses = courses;
        this.suites = suites;
        this.submissions = submissions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * An assignment as members see it.
     *
     * @param suite null as long as there is none
     */
    public record AssignmentView(
            String slug,
            String title,
            String category,
            AssignmentKind kind,
            @Nullable String partOf,
            @Nullable Instant due,
            @Nullable Instant closes,
            @Nullable Instant checkpoint,
            @Nullable BigDecimal points,
            List<RubricItem> rubric,
            List<String> fileTypes,
            @Nullable String teamSet,
            @Nullable Integer attemptsPerDay,
            @Nullable Integer attemptsTotal,
            int coolDownSeconds,
            int maximumUploadMegabytes,
            @Nullable SuiteSummary suite) {
        public AssignmentView {
            rubric = List.copyOf(rubric);
            fileTypes = List.copyOf(fileTypes);
        }
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
            @Valid @NotNull AssignmentSettings settings) {
        CourseAccess.Access staff = courses.staff(course);
        Course owner = staff.course();
        settings.check();
        Optional<Assignment> existing = assignments.bySlug(owner.id(), slug);
        if (existing.isPresent()) {
            change(existing.get(), settings, staff.caller().id());
            return RestResponse.ok(view(existing.get()));
        }
        Assignment assignment = assignments.make(owner, slug, settings, clock.instant());
        return RestResponse.status(RestResponse.Status.CREATED, view(assignment));
    }

    private void change(Assignment existing, AssignmentSettings settings, long personId) {
        requireSameKind(existing, settings);
        requireSameTeams(existing, settings);
        GradeTerms before = GradeTerms.of(existing);
        existing.change(settings);
        GradeTerms after = GradeTerms.of(existing);
        if (!after.equals(before)) {
            audit.record(
                    existing.course().id(),
                    personId,
                    "assignment changed",
                    existing.slug(),
                    "",
                    Map.of("before", before, "after", after));
        }
    }

    private void requireSameTeams(Assignment existing, AssignmentSettings settings) {
        if (!existing.teamSet().equals(Optional.ofNullable(settings.teamSet())) && submissions.exist(existing.id())) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "Something has been handed in for '" + existing.slug() + "' already, so it stays "
                            + existing.teamSet()
                                    .map(set -> "with the teams of '" + set + "'")
                                    .orElse("without teams")
                            + ". Make another assignment, or send the team set unchanged.");
        }
    }

    private void requireSameKind(Assignment existing, AssignmentSettings settings) {
        if (existing.kind() != settings.kindOrCode() && submissions.exist(existing.id())) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "Something has been handed in for '" + existing.slug() + "' already, so it stays "
                            + existing.kind().wireName() + ". Make another assignment.");
        }
    }

    @GET
    @Transactional
    @Operation(operationId = "listAssignments", summary = "All assignments of a course, by due date")
    public List<AssignmentView> list(@PathParam("course") String course) {
        return assignments.ofCourse(courses.member(course).course().id()).stream()
                .map(this::view)
                .toList();
    }

    @GET
    @Path("/{assignment}")
    @Transactional
    @Operation(operationId = "getAssignment", summary = "One assignment")
    public AssignmentView get(@PathParam("course") String course, @PathParam("assignment") String assignment) {
        return view(access.member(course, assignment).assignment());
    }

    private AssignmentView view(Assignment assignment) {
        return new AssignmentView(
                assignment.slug(),
                assignment.title(),
                assignment.category(),
                assignment.kind(),
                assignment.partOf().orElse(null),
                assignment.due().orElse(null),
                assignment.closes().orElse(null),
                assignment.checkpoint().orElse(null),
                assignment.points().orElse(null),
                assignment.rubric(),
                assignment.fileTypes(),
                assignment.teamSet().orElse(null),
                assignment.attemptsPerDay().orElse(null),
                assignment.attemptsTotal().orElse(null),
                assignment.coolDownSeconds(),
                assignment.maximumUploadMegabytes(),
                suites.newest(assignment.id()).orElse(null));
    }
}

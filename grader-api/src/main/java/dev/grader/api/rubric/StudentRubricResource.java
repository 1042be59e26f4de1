package dev.grader.api.rubric;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.AssignmentAccess;
import dev.grader.api.assignment.AssignmentAccess.Found;
import dev.grader.api.course.Roster;
import dev.grader.api.course.Roster.Member;
import dev.grader.api.person.Role;
import dev.grader.api.rubric.RubricRequests.MarkRequest;
import dev.grader.api.rubric.RubricRequests.ReleaseRequest;
import dev.grader.api.rubric.RubricRequests.StudentMarks;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The rubric of one student for an assignment. */
@Path("/api/v1/courses/{course}/assignments/{assignment}/students/{login}/rubric")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class StudentRubricResource {
    private final AssignmentAccess access;
    private final RubricGrading grading;
    private final RubricReleases releases;
    private final RubricViews views;
    private final RubricSheets sheets;
    private final Roster roster;
    private final CurrentCaller caller;

    StudentRubricResource(
            AssignmentAccess access,
            RubricGrading grading,
            RubricReleases releases,
            RubricViews views,
            RubricSheets sheets,
            Roster roster,
            CurrentCaller caller) {
        this.access = access;
        this.grading = grading;
        this.releases = releases;
        this.views = views;
        this.sheets = sheets;
        this.roster = roster;
        this.caller = caller;
    }

    @GET
    @Transactional
    @Operation(
            operationId = "getRubric",
            summary =
                    "Your rubric, or for staff a student's, as it was filled in; with submission=ID, of an older document")
    public RubricView get(
            @PathParam("course") String course,
            @PathParam("assignment") String assignment,
            @PathParam("login") String login,
            @QueryParam("submission") @Nullable UUID submission) {
        Found found = access.member(course, assignment);
        if (found.access().isStaff()) {
            return views.forStaff(
                    found.assignment(),
                    student(found.assignment(), login),
                    submission,
                    caller.get().id());
        }
        if (!login.equals(caller.get().login())) {
            throw noStudent(login);
        }
        return views.forStudent(found.assignment(), student(found.assignment(), login), submission);
    }

    @PUT
    @Transactional
    @Operation(
            operationId = "putRubric",
            summary = "Mark a student, or a whole team; students see it once it is released")
    public RubricView put(
            @PathParam("course") String course,
            @PathParam("assignment") String assignment,
            @PathParam("login") String login,
            @Valid @NotNull MarkRequest request) {
        Assignment found = access.staff(course, assignment).assignment();
        Member student = student(found, login);
        StudentMarks marks = new StudentMarks(
                login,
                request.comment(),
                request.items(),
                request.team(),
                request.submission(),
                request.nothingHandedIn());
        grading.mark(found, sheets.of(found, List.of(marks)), caller.get());
        return views.forStaff(found, student, request.submission(), caller.get().id());
    }

    @POST
    @Path("/release")
    @Transactional
    @Operation(
            operationId = "releaseRubric",
            summary = "Show your marks of a document to the student or its team, and make them count")
    public RubricView release(
            @PathParam("course") String course,
            @PathParam("assignment") String assignment,
            @PathParam("login") String login,
            @Valid @NotNull ReleaseRequest request) {
        Assignment found = access.staff(course, assignment).assignment();
        Member student = student(found, login);
        releases.release(found, student, request, caller.get());
        return views.forStaff(found, student, request.submission(), caller.get().id());
    }

    private Member student(Assignment assignment, String login) {
        Member student = roster.students(assignment.course().id()).get(login);
        if (student == null) {
            throw noStudent(login);
        }
        return student;
    }

    /** The same for an unknown student and for another's rubric. */
    private static ProblemException noStudent(String login) {
        return new ProblemException(Problem.NOT_FOUND, "There is no rubric of '" + login + "' for you to see.");
    }
}

package dev.grader.api.gradebook;

import dev.grader.api.course.CourseAccess;
import dev.grader.api.course.CourseAccess.Access;
import dev.grader.api.course.CourseRole;
import dev.grader.api.course.Membership;
import dev.grader.api.course.Memberships;
import dev.grader.api.person.People;
import dev.grader.api.person.Role;
import dev.grader.api.sql.Snapshot;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Gradebooks: everybody's for staff, one's own for students. */
@Path("/api/v1/courses/{course}")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class GradebookResource {
    private final CourseAccess courses;
    private final Memberships memberships;
    private final People people;
    private final Gradebooks gradebooks;

    GradebookResource(CourseAccess courses, Memberships memberships, People people, Gradebooks gradebooks) {
        this.courses = courses;
        this.memberships = memberships;
        this.people = people;
        this.gradebooks = gradebooks;
    }

    @GET
    @Path("/gradebook")
    @Transactional
    @Snapshot
    @Operation(operationId = "getGradebook", summary = "Everybody's grades as they are now, and what was published")
    public GradebookView all(@PathParam("course") String course) {
        return gradebooks.view(courses.staff(course).course());
    }

    @GET
    @Path("/grades")
    @Transactional
    @Snapshot
    @Operation(
            operationId = "getGrades",
            summary = "Your published grades and how the final one comes about; for staff, a student's as they are now")
    public GradesView own(@PathParam("course") String course, @QueryParam("student") @Nullable String student) {
        Access access = courses.member(course);
        String login = Objects.requireNonNullElse(student, access.caller().login());
        if (!access.isStaff() && !login.equals(access.caller().login())) {
            throw unknown(login);
        }
        return people.byLogin(login)
                .flatMap(person -> memberships.of(access.course().id(), person.id()))
                .filter(membership -> membership.role() == CourseRole.STUDENT)
                .map(Membership::person)
                .map(person -> access.isStaff()
                        ? gradebooks.now(access.course(), person)
                        : gradebooks.told(access.course(), person))
                .orElseThrow(() -> access.isStaff() && student == null ? nobody() : unknown(login));
    }

    private static ProblemException nobody() {
        return new ProblemException(
                Problem.INVALID_REQUEST,
                "You have no grades here. Name the student whose you want to see: student=LOGIN in the address, --student LOGIN on the command line.");
    }

    private static ProblemException unknown(String login) {
        return new ProblemException(Problem.NOT_FOUND, "There are no grades of '" + login + "' for you to see.");
    }
}

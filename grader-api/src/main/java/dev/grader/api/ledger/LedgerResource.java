package dev.grader.api.ledger;

import dev.grader.api.course.CourseAccess;
import dev.grader.api.course.CourseAccess.Access;
import dev.grader.api.course.Membership;
import dev.grader.api.course.Memberships;
import dev.grader.api.person.People;
import dev.grader.api.person.Role;
import dev.grader.api.sql.Snapshot;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Late ledgers. */
@Path("/api/v1/courses/{course}")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class LedgerResource {
    private final CourseAccess courses;
    private final Memberships memberships;
    private final People people;
    private final LateCosts lateCosts;

    LedgerResource(CourseAccess courses, Memberships memberships, People people, LateCosts lateCosts) {
        this.courses = courses;
        this.memberships = memberships;
        this.people = people;
        this.lateCosts = lateCosts;
    }

    @GET
    @Path("/ledgers")
    @Transactional
    @Snapshot
    @Operation(operationId = "listLedgers", summary = "Everybody's slack days; with left, of those who are nearly out")
    public List<LedgerView> list(
            @PathParam("course") String course, @QueryParam("left") @Nullable @PositiveOrZero Integer left) {
        return lateCosts.ledgers(courses.staff(course).course()).stream()
                .filter(ledger -> left == null || ledger.hasAtMost(left))
                .toList();
    }

    @GET
    @Path("/ledger")
    @Transactional
    @Snapshot
    @Operation(operationId = "getLedger", summary = "Slack days and penalties, yours or, for staff, a student's")
    public LedgerView get(@PathParam("course") String course, @QueryParam("student") @Nullable String student) {
        Access access = courses.member(course);
        if (student == null || student.equals(access.caller().login())) {
            return lateCosts.ledger(
                    access.course(), people.findById(access.caller().id()));
        }
        if (!access.isStaff()) {
            throw noStudent(student);
        }
        return people.byLogin(student)
                .flatMap(person -> memberships.of(access.course().id(), person.id()))
                .map(Membership::person)
                .map(person -> lateCosts.ledger(access.course(), person))
                .orElseThrow(() -> noStudent(student));
    }

    /** The same for an unknown student and for another's ledger. */
    private static ProblemException noStudent(String login) {
        return new ProblemException(Problem.NOT_FOUND, "There is no ledger of '" + login + "' for you to see.");
    }
}

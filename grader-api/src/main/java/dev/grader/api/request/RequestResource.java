package dev.grader.api.request;

import dev.grader.api.course.CourseAccess;
import dev.grader.api.course.CourseAccess.Access;
import dev.grader.api.person.Role;
import dev.grader.api.request.RegradeRequests.Outcome;
import dev.grader.api.request.RegradeRequests.RegradeRequest;
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
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The regrade requests of a course. */
@Path("/api/v1/courses/{course}/requests")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class RequestResource {
    private final CourseAccess courses;
    private final RegradeRequests requests;
    private final RequestDesk desk;

    RequestResource(CourseAccess courses, RegradeRequests requests, RequestDesk desk) {
        this.courses = courses;
        this.requests = requests;
        this.desk = desk;
    }

    /**
     * An answer.
     *
     * @param text for the student
     */
    public record AnswerRequest(
            @NotNull Outcome outcome,
            @NotBlank @Size(max = 4000) String text) {}

    @GET
    @Transactional
    @Operation(operationId = "listRegradeRequests", summary = "Your regrade requests; everybody's, for staff")
    public List<RegradeRequest> list(@PathParam("course") String course, @QueryParam("open") boolean open) {
        Access access = courses.member(course);
        return requests.ofCourse(
                access.course().id(), access.isStaff() ? null : access.caller().id(), open);
    }

    @POST
    @Path("/{request}/answer")
    @Transactional
    @Operation(operationId = "answerRegradeRequest", summary = "Answer a regrade request")
    public RegradeRequest answer(
            @PathParam("course") String course,
            @PathParam("request") long request,
            @Valid @NotNull AnswerRequest answer) {
        return desk.answer(
                courses.staff(course), request, answer.outcome(), answer.text().strip());
    }
}

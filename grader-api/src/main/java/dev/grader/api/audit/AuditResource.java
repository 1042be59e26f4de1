package dev.grader.api.audit;

import dev.grader.api.course.CourseAccess;
import dev.grader.api.person.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The history of a course's grades, for its staff. */
@Path("/api/v1/courses/{course}/audit")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class AuditResource {
    private static final int LONGEST = 1000;

    private final CourseAccess courses;
    private final AuditLog log;

    AuditResource(CourseAccess courses, AuditLog log) {
        this.courses = courses;
        this.log = log;
    }

    @GET
    @Transactional
    @Operation(operationId = "listAudit", summary = "What was done to grades, newest first")
    public List<AuditLog.Entry> list(
            @PathParam("course") String course,
            @QueryParam("before") @Nullable Long before,
            @QueryParam("limit") @DefaultValue("100") @Positive @Max(LONGEST) int limit) {
        long courseId = courses.staff(course).course().id();
        return log.before(courseId, Objects.requireNonNullElse(before, Long.MAX_VALUE), limit);
    }
}

package dev.grader.api.course;

import dev.grader.api.person.Role;
import dev.grader.api.security.Caller;
import dev.grader.api.security.CurrentCaller;
import dev.grader.core.time.SecondCalendar;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Courses. */
@Path("/api/v1/courses")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class CourseResource {
    private final Courses courses;
    private final CourseAccess access;
    private final CurrentCaller caller;

    CourseResource(Courses courses, CourseAccess access, CurrentCaller caller) {
        this.courses = courses;
        this.access = access;
        this.caller = caller;
    }

    /** A course as its members see it. */
    public record CourseView(
            String slug, String title, String timeZone, Optional<SecondCalendar> secondCalendar, String preset) {
        /** Of a course that the caller may see. */
        public static CourseView of(Course course) {
            return new CourseView(
                    course.slug(), course.title(), course.timeZone().getId(), course.secondCalendar(), course.preset());
        }
    }

    @GET
    @Transactional
    @Operation(operationId = "listCourses", summary = "The courses that you belong to; all, for an administrator")
    public List<CourseView> list() {
        Caller current = caller.get();
        List<Course> visible = current.isAdmin() ? courses.all() : courses.ofMember(current.id());
        return visible.stream().map(CourseView::of).toList();
    }

    @GET
    @Path("/{course}")
    @Transactional
    @Operation(operationId = "getCourse", summary = "One course")
    public CourseView get(@PathParam("course") String slug) {
        return CourseView.of(access.member(slug).course());
    }
}

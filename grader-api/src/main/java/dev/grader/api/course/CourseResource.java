package dev.grader.api.course;

import dev.grader.api.person.People;
import dev.grader.api.person.Person;
import dev.grader.api.person.Role;
import dev.grader.api.security.Caller;
import dev.grader.api.security.CurrentCaller;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.time.SecondCalendar;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Courses and their members. */
@Path("/api/v1/courses")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class CourseResource {
    private final Courses courses;
    private final Memberships memberships;
    private final People people;
    private final CourseAccess access;
    private final CurrentCaller caller;

    CourseResource(Courses courses, Memberships memberships, People people, CourseAccess access, CurrentCaller caller) {
        this.courses = courses;
        this.memberships = memberships;
        this.people = people;
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

    /** What a member may do. */
    public record Member(@NotNull CourseRole role) {}

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

    @PUT
    @Path("/{course}/members/{login}")
    @Transactional
    @Operation(operationId = "putMember", summary = "Make somebody a member, or change what a member may do")
    public Member putMember(
            @PathParam("course") String slug, @PathParam("login") String login, @Valid @NotNull Member member) {
        Course course = access.instructor(slug).course();
        Person person = people.byLogin(login)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND, "There is no person '" + login + "'."));
        if (person.role() == Role.WORKER) {
            throw new ProblemException(Problem.INVALID_REQUEST, "A worker cannot be a member of a course.");
        }
        memberships.put(course, person, member.role());
        return member;
    }
}

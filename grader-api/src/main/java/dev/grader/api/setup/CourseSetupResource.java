package dev.grader.api.setup;

import dev.grader.api.course.Course;
import dev.grader.api.course.CourseAccess;
import dev.grader.api.course.CourseResource.CourseView;
import dev.grader.api.course.CourseRole;
import dev.grader.api.course.Courses;
import dev.grader.api.course.Memberships;
import dev.grader.api.person.People;
import dev.grader.api.person.Role;
import dev.grader.api.security.Caller;
import dev.grader.api.security.CurrentCaller;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** New courses. */
@Path("/api/v1/courses")
public class CourseSetupResource {
    private final Courses courses;
    private final Memberships memberships;
    private final CourseSetup setup;
    private final People people;
    private final CourseAccess access;
    private final CurrentCaller caller;

    CourseSetupResource(
            Courses courses,
            Memberships memberships,
            CourseSetup setup,
            People people,
            CourseAccess access,
            CurrentCaller caller) {
        this.courses = courses;
        this.memberships = memberships;
        this.setup = setup;
        this.people = people;
        this.access = access;
        this.caller = caller;
    }

    /**
     * A course to be made.
     *
     * @param slug null for the preset's name
     * @param title null for the preset's
     */
    public record NewCourse(
            @NotNull String preset,

            @Nullable
            @Pattern(
                    regexp = "[a-z0-9][a-z0-9-]{0,63}",
                    message = "must be 1 to 64 of a-z, 0-9 and '-', and not begin with '-'")
            String slug,

            @Nullable @Size(min = 1, max = 200) String title) {}

    @POST
    @RolesAllowed({Role.Names.INSTRUCTOR, Role.Names.ADMIN})
    @Transactional
    @Operation(
            operationId = "createCourse",
            summary = "Make a course from a preset; the same again is no change. Whoever makes it is its instructor.")
    public RestResponse<CourseView> create(@Valid @NotNull NewCourse wanted) {
        CourseSetup.preset(wanted.preset());
        String slug = Objects.requireNonNullElse(wanted.slug(), wanted.preset());
        Optional<Course> existing = courses.bySlug(slug);
        if (existing.isPresent()) {
            return RestResponse.ok(unchanged(existing.get(), wanted));
        }
        Caller creator = caller.get();
        Course course = setup.make(slug, Optional.ofNullable(wanted.title()), wanted.preset());
        if (!creator.isAdmin()) {
            memberships.put(course, people.findById(creator.id()), CourseRole.INSTRUCTOR);
        }
        return RestResponse.status(RestResponse.Status.CREATED, CourseView.of(course));
    }

    private CourseView unchanged(Course existing, NewCourse wanted) {
        boolean mine = access.of(existing).isPresent();
        boolean same = existing.preset().equals(wanted.preset())
                && (wanted.title() == null || wanted.title().equals(existing.title()));
        if (!mine || !same) {
            throw new ProblemException(
                    Problem.CONFLICT, "The name '" + existing.slug() + "' is taken. Give the course another slug.");
        }
        return CourseView.of(existing);
    }
}

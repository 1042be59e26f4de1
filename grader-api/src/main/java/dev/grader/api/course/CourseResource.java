package dev.grader.api.course;

import dev.grader.api.person.People;
import dev.grader.api.person.Person;
import dev.grader.api.person.Role;
import dev.grader.api.security.Caller;
import dev.grader.api.security.CurrentCaller;
import dev.grader.core.late.LatePolicy;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Courses and their members. */
@Path("/api/v1/courses")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class CourseResource {
    private final Courses courses;
    private final Memberships memberships;
    private final Presets presets;
    private final People people;
    private final CourseAccess access;
    private final CurrentCaller caller;
    private final InstantSource clock;

    CourseResource(
            Courses courses,
            Memberships memberships,
            Presets presets,
            People people,
            CourseAccess access,
            CurrentCaller caller,
            InstantSource clock) {
        this.courses = courses;
        this.memberships = memberships;
        this.presets = presets;
        this.people = people;
        this.access = access;
        this.caller = caller;
        this.clock = clock;
    }

    /** A course as its members see it. */
    public record CourseView(String slug, String title, String timeZone, LatePolicy latePolicy, String preset) {
        static CourseView of(Course course) {
            return new CourseView(
                    course.slug(), course.title(), course.timeZone().getId(), course.latePolicy(), course.preset());
        }
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

    /** What a member may do. */
    public record Member(@NotNull CourseRole role) {}

    @POST
    @RolesAllowed({Role.Names.INSTRUCTOR, Role.Names.ADMIN})
    @Transactional
    @Operation(
            operationId = "createCourse",
            summary = "Make a course from a preset; the same again is no change. Whoever makes it is its instructor.")
    public RestResponse<CourseView> create(@Valid @NotNull NewCourse wanted) {
        Preset preset = presets.named(wanted.preset());
        String slug = Objects.requireNonNullElse(wanted.slug(), wanted.preset());
        Optional<Course> existing = courses.bySlug(slug);
        if (existing.isPresent()) {
            return RestResponse.ok(unchanged(existing.get(), wanted));
        }
        Caller creator = caller.get();
        Course course = new Course(
                slug,
                Objects.requireNonNullElse(wanted.title(), preset.title()),
                preset.timeZone(),
                wanted.preset(),
                preset.latePolicy(),
                clock.instant());
        courses.persist(course);
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

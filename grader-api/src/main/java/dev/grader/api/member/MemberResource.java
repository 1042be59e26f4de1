package dev.grader.api.member;

import dev.grader.api.course.Course;
import dev.grader.api.course.CourseAccess;
import dev.grader.api.course.CourseAccess.Access;
import dev.grader.api.course.CourseRole;
import dev.grader.api.course.Membership;
import dev.grader.api.course.Memberships;
import dev.grader.api.member.MemberChanges.MemberChange;
import dev.grader.api.member.MemberDesk.Wanted;
import dev.grader.api.member.MemberDesk.Wish;
import dev.grader.api.person.People;
import dev.grader.api.person.Person;
import dev.grader.api.person.Role;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Members of a course. */
@Path("/api/v1/courses/{course}/members")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class MemberResource {
    private static final int MOST_MEMBERS = 20_000;

    private final CourseAccess access;
    private final Memberships memberships;
    private final People people;
    private final MemberDesk desk;
    private final MemberStore store;

    MemberResource(CourseAccess access, Memberships memberships, People people, MemberDesk desk, MemberStore store) {
        this.access = access;
        this.memberships = memberships;
        this.people = people;
        this.desk = desk;
        this.store = store;
    }

    /** What a member may do. */
    public record Member(@NotNull CourseRole role) {}

    /** Who is to be a member; who is one and not in the list stays one. */
    public record MemberList(
            @NotNull @Size(max = MOST_MEMBERS) List<@Valid @NotNull ListedMember> members) {}

    /**
     * Somebody in the list.
     *
     * @param name left out: as it is, and for somebody new the login
     * @param role left out: as it is, and for who is no member yet student
     */
    public record ListedMember(
            @NotNull String login,
            @Nullable @Size(max = 200) String name,
            @Nullable CourseRole role) {}

    @GET
    @Transactional
    @Operation(operationId = "listMembers", summary = "All members of a course, by login, with their teams")
    public List<MemberView> list(@PathParam("course") String course) {
        return store.all(access.staff(course).course().id());
    }

    @PUT
    @Path("/{login}")
    @Transactional
    @Operation(operationId = "putMember", summary = "Make somebody a member, or change what a member may do")
    public Member put(
            @PathParam("course") String slug, @PathParam("login") String login, @Valid @NotNull Member member) {
        Access caller = access.instructor(slug);
        Course course = caller.course();
        Person person = people.byLogin(login)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND, "There is no person '" + login + "'."));
        if (person.role() == Role.WORKER) {
            throw new ProblemException(Problem.INVALID_REQUEST, "A worker cannot be a member of a course.");
        }
        Optional<CourseRole> before = memberships.of(course.id(), person.id()).map(Membership::role);
        memberships.put(course, person, member.role());
        if (!before.equals(Optional.of(member.role()))) {
            desk.record(
                    caller,
                    List.of(new MemberChange(login, false, person.name(), null, member.role(), before.orElse(null))));
        }
        return member;
    }

    @POST
    @Transactional
    @Operation(
            operationId = "putMembers",
            summary =
                    "Make everybody of a list a member, or change what members may do, all of it or nothing; as a preview,"
                            + " only say what would change. Nobody is removed. An administrator's list also makes and names people")
    public MemberChanges putAll(
            @PathParam("course") String course,
            @QueryParam("preview") boolean preview,
            @QueryParam("expected") @Nullable String expected,
            @Valid @NotNull MemberList wanted) {
        return desk.put(
                access.instructor(course),
                wanted.members().stream()
                        .map(member -> new Wanted(
                                member.login(),
                                Optional.ofNullable(member.name()).map(String::strip),
                                Optional.ofNullable(member.role())))
                        .toList(),
                new Wish(preview, expected));
    }
}

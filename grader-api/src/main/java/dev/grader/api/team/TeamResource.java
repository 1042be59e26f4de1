package dev.grader.api.team;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.grader.api.course.CourseAccess;
import dev.grader.api.course.CourseAccess.Access;
import dev.grader.api.person.Role;
import dev.grader.api.team.Teams.Stay;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Teams of a course. */
@Path("/api/v1/courses/{course}/teams")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class TeamResource {
    private static final int MOST_MEMBERS = 50;
    private static final int LONGEST_NAME = 100;

    private final CourseAccess courses;
    private final TeamDesk desk;
    private final Teams teams;

    TeamResource(CourseAccess courses, TeamDesk desk, Teams teams) {
        this.courses = courses;
        this.desk = desk;
        this.teams = teams;
    }

    /**
     * Who is to be in a team.
     *
     * @param members logins; nobody dissolves the team
     */
    public record Composition(
            @NotNull @Size(max = MOST_MEMBERS) List<@NotNull String> members) {}

    /**
     * A team.
     *
     * @param former who was in it, for staff; null for students
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TeamView(
            String set,
            String team,
            List<MemberView> members,
            @Nullable List<MemberView> former) {}

    /**
     * A member.
     *
     * @param student login
     * @param left null for who is in the team
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MemberView(
            String student,
            String name,
            Instant joined,
            @Nullable Instant left) {
        static MemberView of(Stay stay) {
            return new MemberView(
                    stay.login(), stay.name(), stay.joined(), stay.left().orElse(null));
        }
    }

    @GET
    @Transactional
    @Operation(operationId = "listTeams", summary = "Your teams; all, with their history, for staff")
    public List<TeamView> list(@PathParam("course") String course) {
        Access access = courses.member(course);
        return byTeam(access).stream()
                .map(stays -> view(stays, access.isStaff()))
                .toList();
    }

    @PUT
    @Path("/{set}/{team}")
    @Transactional
    @Operation(operationId = "putTeam", summary = "Say who is in a team; nobody dissolves it")
    public TeamView put(
            @PathParam("course") String course,
            @PathParam("set") @Size(max = LONGEST_NAME) String set,
            @PathParam("team") @Size(max = LONGEST_NAME) String team,
            @Valid @NotNull Composition composition) {
        Access access = courses.staff(course);
        desk.put(
                access.course(),
                set,
                team,
                composition.members(),
                access.caller().id());
        return byTeam(access).stream()
                .filter(stays -> stays.getFirst().set().equals(set)
                        && stays.getFirst().team().equals(team))
                .findFirst()
                .map(stays -> view(stays, true))
                .orElse(new TeamView(set, team, List.of(), List.of()));
    }

    /** Students see the teams that they are in. */
    private Collection<List<Stay>> byTeam(Access access) {
        Map<String, List<Stay>> all = teams.ofCourse(access.course().id()).stream()
                .collect(Collectors.groupingBy(
                        stay -> stay.set() + "\n" + stay.team(), LinkedHashMap::new, Collectors.toList()));
        return all.values().stream()
                .filter(stays -> access.isStaff()
                        || stays.stream()
                                .anyMatch(stay -> stay.isPresent()
                                        && stay.personId() == access.caller().id()))
                .toList();
    }

    private static TeamView view(List<Stay> stays, boolean asStaff) {
        Stay any = stays.getFirst();
        return new TeamView(
                any.set(),
                any.team(),
                stays.stream().filter(Stay::isPresent).map(MemberView::of).toList(),
                asStaff
                        ? stays.stream()
                                .filter(stay -> !stay.isPresent())
                                .map(MemberView::of)
                                .toList()
                        : null);
    }
}

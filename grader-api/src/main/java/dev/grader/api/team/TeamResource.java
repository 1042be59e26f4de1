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
import jakarta.ws.rs.QueryParam;
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
    private static final int MOST_TEAMS = 5_000;

    private final CourseAccess courses;
    private final TeamDesk desk;
    private final TeamSetDesk sets;
    private final Teams teams;

    TeamResource(CourseAccess courses, TeamDesk desk, TeamSetDesk sets, Teams teams) {
        this.courses = courses;
        this.desk = desk;
        this.sets = sets;
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
     * All teams of a set.
     *
     * @param teams who is in none of them is in no team of the set
     */
    public record TeamSet(@NotNull @Size(max = MOST_TEAMS) List<@Valid @NotNull NamedTeam> teams) {}

    /**
     * A team that is to be.
     *
     * @param members logins
     */
    public record NamedTeam(
            @NotNull String team,
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
            @PathParam("set") String set,
            @PathParam("team") String team,
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

    @PUT
    @Path("/{set}")
    @Transactional
    @Operation(
            operationId = "putTeamSet",
            summary = "Put all teams of a set together anew, all of it or nothing; as a preview, only say who moves")
    public TeamMoves putSet(
            @PathParam("course") String course,
            @PathParam("set") String set,
            @QueryParam("preview") boolean preview,
            @QueryParam("expected") @Nullable String expected,
            @Valid @NotNull TeamSet wanted) {
        Access access = courses.staff(course);
        return sets.replace(
                access.course(),
                set,
                wanted.teams().stream()
                        .map(team -> new TeamSetDesk.Wanted(team.team(), team.members()))
                        .toList(),
                new TeamSetDesk.Wish(preview, expected),
                access.caller().id());
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

package dev.grader.api.team;

import dev.grader.api.audit.AuditLog;
import dev.grader.api.course.Course;
import dev.grader.api.course.Memberships;
import dev.grader.api.course.Roster;
import dev.grader.api.course.Roster.Member;
import dev.grader.api.digest.Sha256;
import dev.grader.api.team.TeamMoves.Move;
import dev.grader.api.team.Teams.Stay;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts all teams of a set together anew, all of it or nothing, so that members can be exchanged between full teams. What was
 * handed in belongs to those who were in the team then.
 */
@Singleton
public class TeamSetDesk {
    private final Teams teams;
    private final Roster roster;
    private final Memberships memberships;
    private final AuditLog audit;
    private final InstantSource clock;

    TeamSetDesk(Teams teams, Roster roster, Memberships memberships, AuditLog audit, InstantSource clock) {
        this.teams = teams;
        this.roster = roster;
        this.memberships = memberships;
        this.audit = audit;
        this.clock = clock;
    }

    /** A team that is to be. */
    record Wanted(String team, List<String> members) {
        Wanted {
            members = List.copyOf(members);
        }
    }

    /**
     * What is to be done with it.
     *
     * @param preview whether nothing is to be changed yet
     * @param expected preview that was agreed to; null for whatever it changes now
     */
    record Wish(boolean preview, @Nullable String expected) {}

    /**
     * Makes these the teams of a set. Who is in none of them is in no team of the set then.
     *
     * @throws ProblemException INVALID_REQUEST for names that cannot be, students who are named twice, with both teams, and
     *     all unknown students; CONFLICT when it would change something else than was expected
     */
    @Transactional(Transactional.TxType.MANDATORY)
    TeamMoves replace(Course course, String set, List<Wanted> wanted, Wish wish, long personId) {
        Map<String, String> after = byStudent(set, wanted);
        Map<String, Member> students = roster.requireStudents(course.id(), after.keySet());
        teams.lock(course.id());
        Map<String, Stay> before = present(course, set);
        List<Move> moves = moves(before, after, students);
        TeamMoves result = new TeamMoves(
                !wish.preview(),
                digest(set, moves),
                Set.copyOf(after.values()).size(),
                moves,
                dissolved(before, after));
        if (wish.preview()) {
            return result;
        }
        if (wish.expected() != null && !wish.expected().equals(result.preview())) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "The teams have changed meanwhile, and this would do something else now. Nothing was changed; look at the"
                            + " preview again.");
        }
        if (!moves.isEmpty()) {
            move(course, set, moves, before, students);
            audit.record(course.id(), personId, "teams changed", set, "", Map.of("moves", moves));
        }
        return result;
    }

    private static Map<String, String> byStudent(String set, List<Wanted> wanted) {
        TeamNames.require("set of teams", set);
        Map<String, String> names = new HashMap<>();
        Map<String, List<String>> teamsOf = new LinkedHashMap<>();
        for (Wanted team : wanted) {
            TeamNames.require("team", team.team());
            String other = names.putIfAbsent(TeamNames.key(team.team()), team.team());
            if (other != null) {
                throw new ProblemException(
                        Problem.INVALID_REQUEST,
                        "There are two teams '" + other + "' and '" + team.team()
                                + "', which nobody can tell apart; give one of them another name.");
            }
            team.members()
                    .forEach(login -> teamsOf.computeIfAbsent(login, key -> new ArrayList<>())
                            .add(team.team()));
        }
        String twice = teamsOf.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> "'" + entry.getKey() + "' in "
                        + entry.getValue().stream()
                                .map(team -> "'" + team + "'")
                                .collect(Collectors.joining(" and ")))
                .collect(Collectors.joining("; "));
        if (!twice.isEmpty()) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST,
                    "A student is in one team of '" + set + "' at a time, and named once. Named twice: " + twice + ".");
        }
        Map<String, String> after = new LinkedHashMap<>();
        teamsOf.forEach((login, own) -> after.put(login, own.getFirst()));
        return after;
    }

    private Map<String, Stay> present(Course course, String set) {
        return teams.ofCourse(course.id()).stream()
                .filter(stay -> stay.isPresent() && stay.set().equals(set))
                .collect(Collectors.toMap(Stay::login, stay -> stay));
    }

    private static List<Move> moves(Map<String, Stay> before, Map<String, String> after, Map<String, Member> students) {
        Map<String, Move> moves = new TreeMap<>();
        before.forEach((login, stay) -> {
            String to = after.get(login);
            if (!stay.team().equals(to)) {
                moves.put(login, new Move(login, stay.name(), stay.team(), to));
            }
        });
        students.forEach((login, student) -> {
            if (!before.containsKey(login)) {
                moves.put(login, new Move(login, student.name(), null, after.get(login)));
            }
        });
        return List.copyOf(moves.values());
    }

    private static List<String> dissolved(Map<String, Stay> before, Map<String, String> after) {
        Set<String> stay = Set.copyOf(after.values());
        return before.values().stream()
                .map(Stay::team)
                .filter(team -> !stay.contains(team))
                .distinct()
                .sorted()
                .toList();
    }

    /** First everybody leaves, then everybody joins: nobody needs a free place. */
    private void move(
            Course course, String set, List<Move> moves, Map<String, Stay> before, Map<String, Member> students) {
        // in the order in which submitting locks them, so that no submission falls between two teams
        moves.stream()
                .flatMap(move -> Stream.concat(
                        Optional.ofNullable(before.get(move.student())).map(Stay::personId).stream(),
                        Optional.ofNullable(students.get(move.student())).map(Member::id).stream()))
                .collect(Collectors.toCollection(TreeSet::new))
                .forEach(id -> memberships.lock(course.id(), id));
        Instant now = clock.instant();
        for (Move move : moves) {
            Stay stay = before.get(move.student());
            if (stay != null) {
                teams.leave(course.id(), set, stay.personId(), now);
            }
        }
        for (Move move : moves) {
            if (move.to() != null) {
                long student =
                        Objects.requireNonNull(students.get(move.student())).id();
                teams.join(course.id(), set, move.to(), student, now);
            }
        }
    }

    private static String digest(String set, List<Move> moves) {
        return Sha256.of(set + "\n"
                + moves.stream()
                        .map(move -> move.student() + "\t" + Objects.requireNonNullElse(move.from(), "") + "\t"
                                + Objects.requireNonNullElse(move.to(), ""))
                        .collect(Collectors.joining("\n")));
    }
}

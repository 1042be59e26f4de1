package dev.grader.api.team;

import dev.grader.api.audit.AuditLog;
import dev.grader.api.course.Course;
import dev.grader.api.course.Memberships;
import dev.grader.api.course.Roster;
import dev.grader.api.course.Roster.Member;
import dev.grader.api.team.Teams.Stay;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts teams together. What was handed in belongs to those who were in the team then, whatever changes here. */
@Singleton
public class TeamDesk {
    private final Teams teams;
    private final Roster roster;
    private final Memberships memberships;
    private final AuditLog audit;
    private final InstantSource clock;

    TeamDesk(Teams teams, Roster roster, Memberships memberships, AuditLog audit, InstantSource clock) {
        this.teams = teams;
        this.roster = roster;
        this.memberships = memberships;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes these the members of a team; nobody dissolves it.
     *
     * @throws ProblemException INVALID_REQUEST for names that cannot be, unknown students, and one who is named twice, CONFLICT for one who is in
     *     another team of the set
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void put(Course course, String set, String team, List<String> logins, long personId) {
        TeamNames.require("set of teams", set);
        TeamNames.require("team", team);
        Set<String> wanted = new HashSet<>();
        for (String login : logins) {
            if (!wanted.add(login)) {
                throw new ProblemException(
                        Problem.INVALID_REQUEST, "'" + login + "' is named twice; name everybody once.");
            }
        }
        Map<String, Member> students = roster.requireStudents(course.id(), logins);
        teams.lock(course.id());
        requireFree(course, set, team, wanted);
        Map<String, Long> before = teams.members(course.id(), set, team);
        lockMembers(course, before, students);
        Instant now = clock.instant();
        before.forEach((login, id) -> {
            if (!wanted.contains(login)) {
                teams.leave(course.id(), set, id, now);
            }
        });
        students.forEach((login, student) -> {
            if (!before.containsKey(login)) {
                teams.join(course.id(), set, team, student.id(), now);
            }
        });
        if (!before.keySet().equals(wanted)) {
            audit.record(
                    course.id(),
                    personId,
                    "team changed",
                    set + "/" + team,
                    "",
                    Map.of("before", List.copyOf(before.keySet()), "after", logins));
        }
    }

    private void requireFree(Course course, String set, String team, Set<String> wanted) {
        List<Stay> elsewhere = teams.ofCourse(course.id()).stream()
                .filter(stay -> stay.isPresent()
                        && stay.set().equals(set)
                        && !stay.team().equals(team)
                        && wanted.contains(stay.login()))
                .toList();
        if (!elsewhere.isEmpty()) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "A student is in one team of '" + set + "' at a time; "
                            + elsewhere.stream()
                                    .map(stay -> "'" + stay.login() + "' is in '" + stay.team() + "'")
                                    .collect(Collectors.joining(", "))
                            + ". Take them out there first; nothing was changed.");
        }
    }

    /** In the order in which submitting locks them, so that no submission falls between two teams. */
    private void lockMembers(Course course, Map<String, Long> before, Map<String, Member> after) {
        Stream.concat(before.values().stream(), after.values().stream().map(Member::id))
                .collect(Collectors.toCollection(TreeSet::new))
                .forEach(id -> memberships.lock(course.id(), id));
    }
}

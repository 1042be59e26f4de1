package dev.grader.api.member;

import dev.grader.api.course.CourseRole;
import dev.grader.api.member.MemberChanges.MemberChange;
import dev.grader.api.member.MemberView.TeamName;
import dev.grader.api.person.Role;
import dev.grader.api.sql.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads and writes many members with a statement for all of them. */
@Singleton
class MemberStore {
    private final Sql sql;

    MemberStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * Somebody who is there already.
     *
     * @param membership empty for who is no member of the course
     */
    record Known(String login, String name, Role role, Optional<CourseRole> membership) {}

    /** Those of these logins whom there is, by login. */
    Map<String, Known> known(long courseId, Collection<String> logins) {
        return sql
                .list(
                        """
                        SELECT person.login, person.name, person.role, membership.role AS membership
                        FROM person LEFT JOIN membership ON membership.person_id = person.id AND membership.course_id = ?
                        WHERE person.login = ANY (CAST(? AS text[]))
                        """,
                        row -> new Known(
                                row.text("login"),
                                row.text("name"),
                                row.constant(Role.class, "role"),
                                Optional.ofNullable(row.textOrNull("membership"))
                                        .map(CourseRole::valueOf)),
                        courseId,
                        List.copyOf(logins))
                .stream()
                .collect(Collectors.toMap(Known::login, Function.identity()));
    }

    /** All members of a course, by login, with the teams that they are in now. */
    List<MemberView> all(long courseId) {
        Map<String, List<TeamName>> teams = sql
                .list(
                        """
                        SELECT person.login, team.team_set, team.name
                        FROM team JOIN team_member ON team_member.team_id = team.id AND team_member.left_at IS NULL
                                  JOIN person ON person.id = team_member.person_id
                        WHERE team.course_id = ? ORDER BY team.team_set, team.name
                        """,
                        row -> Map.entry(row.text("login"), new TeamName(row.text("team_set"), row.text("name"))),
                        courseId)
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return sql.list(
                """
                SELECT person.login, person.name, membership.role
                FROM membership JOIN person ON person.id = membership.person_id
                WHERE membership.course_id = ? ORDER BY person.login COLLATE "C"
                """,
                row -> new MemberView(
                        row.text("login"),
                        row.text("name"),
                        row.constant(CourseRole.class, "role"),
                        teams.getOrDefault(row.text("login"), List.of())),
                courseId);
    }

    /** Whoever else wants to change these waits until the transaction ends. The order is that of all who lock members. */
    void lock(long courseId, Collection<String> logins) {
        List<String> all = List.copyOf(logins);
        sql.list(
                "SELECT id FROM person WHERE login = ANY (CAST(? AS text[])) ORDER BY id FOR NO KEY UPDATE",
                row -> row.number("id"),
                all);
        sql.list("""
                SELECT membership.id FROM membership JOIN person ON person.id = membership.person_id
                WHERE membership.course_id = ? AND person.login = ANY (CAST(? AS text[]))
                ORDER BY membership.person_id FOR UPDATE OF membership
                """, row -> row.number("id"), courseId, all);
    }

    /** Makes people; returns how many of them nobody else has made meanwhile. */
    int makePeople(List<MemberChange> changes, Instant now) {
        return sql.update("""
                INSERT INTO person (login, name, role, created_at)
                SELECT made.login, made.name, made.role, CAST(? AS timestamptz)
                FROM unnest(CAST(? AS text[]), CAST(? AS text[]), CAST(? AS text[])) AS made (login, name, role)
                ORDER BY made.login
                ON CONFLICT (login) DO NOTHING
                """, now, logins(changes), names(changes), roles(changes));
    }

    void rename(List<MemberChange> changes) {
        sql.update("""
                UPDATE person SET name = changed.name
                FROM unnest(CAST(? AS text[]), CAST(? AS text[])) AS changed (login, name)
                WHERE person.login = changed.login
                """, logins(changes), names(changes));
    }

    /** Makes members; returns how many of them nobody else has made meanwhile. */
    int join(long courseId, List<MemberChange> changes) {
        return sql.update("""
                INSERT INTO membership (course_id, person_id, role)
                SELECT CAST(? AS bigint), person.id, joined.role
                FROM unnest(CAST(? AS text[]), CAST(? AS text[])) AS joined (login, role)
                JOIN person ON person.login = joined.login
                ORDER BY person.id
                ON CONFLICT (course_id, person_id) DO NOTHING
                """, courseId, logins(changes), roles(changes));
    }

    void changeRoles(long courseId, List<MemberChange> changes) {
        sql.update("""
                UPDATE membership SET role = changed.role
                FROM unnest(CAST(? AS text[]), CAST(? AS text[])) AS changed (login, role)
                JOIN person ON person.login = changed.login
                WHERE membership.course_id = ? AND membership.person_id = person.id
                """, logins(changes), roles(changes), courseId);
    }

    private static List<String> logins(List<MemberChange> changes) {
        return changes.stream().map(MemberChange::login).toList();
    }

    private static List<String> names(List<MemberChange> changes) {
        return changes.stream().map(MemberChange::name).toList();
    }

    /** A role in the course and one on the site of the same name. */
    private static List<String> roles(List<MemberChange> changes) {
        return changes.stream().map(change -> change.role().name()).toList();
    }
}

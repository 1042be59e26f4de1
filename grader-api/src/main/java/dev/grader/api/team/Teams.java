package dev.grader.api.team;

import dev.grader.api.sql.Sql;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is, and was, in which team. A student is in one team of a set at a time; who leaves stays in its history. */
@Singleton
public class Teams {
    private final Sql sql;

    Teams(Sql sql) {
        this.sql = sql;
    }

    /**
     * Somebody's time in a team.
     *
     * @param left null for who is still in it
     */
    record Stay(
            String set, String team, long personId, String login, String name, Instant joined, Optional<Instant> left) {
        boolean isPresent() {
            return left.isEmpty();
        }
    }

    /** All stays of a course, by set, team and time. */
    List<Stay> ofCourse(long courseId) {
        return sql.list(
                """
                SELECT team.team_set, team.name AS team, person.id, person.login, person.name, joined_at, left_at
                FROM team JOIN team_member ON team_member.team_id = team.id
                          JOIN person ON person.id = team_member.person_id
                WHERE team.course_id = ? ORDER BY team.team_set, team.name, joined_at, person.login
                """,
                row -> new Stay(
                        row.text("team_set"),
                        row.text("team"),
                        row.number("id"),
                        row.text("login"),
                        row.text("name"),
                        row.instant("joined_at"),
                        Optional.ofNullable(row.instantOrNull("left_at"))),
                courseId);
    }

    /** Who is in a team now, by login. */
    Map<String, Long> members(long courseId, String set, String team) {
        Map<String, Long> members = new LinkedHashMap<>();
        ofCourse(courseId).stream()
                .filter(stay -> stay.isPresent()
                        && stay.set().equals(set)
                        && stay.team().equals(team))
                .forEach(stay -> members.put(stay.login(), stay.personId()));
        return members;
    }

    /**
     * The students who work together with one, and that one: those of the team that are students of the course now.
     *
     * @return ids in their order; the one alone who is in no team of the set
     */
    public List<Long> together(long courseId, String set, long personId) {
        List<Long> ids = sql.list("""
                SELECT other.person_id
                FROM team_member mine JOIN team_member other ON other.team_id = mine.team_id AND other.left_at IS NULL
                                      JOIN membership ON membership.course_id = mine.course_id
                                                     AND membership.person_id = other.person_id
                WHERE mine.course_id = ? AND mine.team_set = ? AND mine.person_id = ? AND mine.left_at IS NULL
                  AND membership.role = 'STUDENT'
                ORDER BY other.person_id
                """, row -> row.number("person_id"), courseId, set, personId);
        return ids.contains(personId) ? ids : List.of(personId);
    }

    /** Makes whoever else changes teams of the course wait until this transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    void lock(long courseId) {
        sql.count("SELECT 1 AS n FROM course WHERE id = ? FOR NO KEY UPDATE", courseId);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void leave(long courseId, String set, long personId, Instant at) {
        sql.update(
                "UPDATE team_member SET left_at = ?"
                        + " WHERE course_id = ? AND team_set = ? AND person_id = ? AND left_at IS NULL",
                at,
                courseId,
                set,
                personId);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void join(long courseId, String set, String team, long personId, Instant at) {
        sql.update(
                "INSERT INTO team (course_id, team_set, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                courseId,
                set,
                team);
        sql.update("""
                INSERT INTO team_member (team_id, course_id, team_set, person_id, joined_at)
                SELECT id, course_id, team_set, ?, ? FROM team WHERE course_id = ? AND team_set = ? AND name = ?
                """, personId, at, courseId, set, team);
    }
}

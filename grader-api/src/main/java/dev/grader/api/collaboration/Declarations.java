package dev.grader.api.collaboration;

import dev.grader.api.course.Roster;
import dev.grader.api.course.Roster.Member;
import dev.grader.api.sql.Json;
import dev.grader.api.sql.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * With whom students have declared to have worked on an assignment. What was typed is kept; a student of the course is
 * recognised by login, or by a name that no other has.
 */
@Singleton
public class Declarations {
    private final Sql sql;
    private final Json json;
    private final Roster roster;

    Declarations(Sql sql, Json json, Roster roster) {
        this.sql = sql;
        this.json = json;
        this.roster = roster;
    }

    /**
     * What was declared with a submission.
     *
     * @param student login of who handed it in
     * @param members logins of all whose work it is
     */
    public record Declaration(
            UUID submission,
            String student,
            List<String> members,
            int attempt,
            Instant submittedAt,
            List<Declared> declared) {
        public Declaration {
            members = List.copyOf(members);
            declared = List.copyOf(declared);
        }
    }

    /**
     * Somebody who was named.
     *
     * @param typed in the student's words
     * @param student login of the student of the course who is meant, if one is recognised
     * @param mutual whether that student has named one of the members, with any submission for the assignment
     */
    public record Declared(String typed, Optional<String> student, Optional<Boolean> mutual) {}

    private record Row(
            UUID id, String owner, List<String> members, int attempt, Instant at, List<String> collaborators) {}

    /** Of all submissions that name anybody, by student. */
    List<Declaration> of(long courseId, long assignmentId) {
        List<Row> rows = rows(assignmentId);
        Map<String, String> logins = logins(courseId);
        Map<String, Set<String>> named = new HashMap<>();
        for (Row row : rows) {
            for (String member : row.members()) {
                Set<String> all = named.computeIfAbsent(member, unused -> new HashSet<>(row.members()));
                all.addAll(row.members());
                row.collaborators().stream()
                        .map(typed -> logins.get(key(typed)))
                        .filter(Objects::nonNull)
                        .forEach(all::add);
            }
        }
        return rows.stream()
                .filter(row -> !row.collaborators().isEmpty())
                .map(row -> declaration(row, logins, named))
                .toList();
    }

    private static Declaration declaration(Row row, Map<String, String> logins, Map<String, Set<String>> named) {
        List<Declared> declared = new ArrayList<>();
        for (String typed : row.collaborators()) {
            Optional<String> student = Optional.ofNullable(logins.get(key(typed)));
            declared.add(new Declared(
                    typed,
                    student,
                    student.map(
                            login -> row.members().stream().anyMatch(named.getOrDefault(login, Set.of())::contains))));
        }
        return new Declaration(row.id(), row.owner(), row.members(), row.attempt(), row.at(), declared);
    }

    private List<Row> rows(long assignmentId) {
        return sql.list(
                """
                SELECT submission.id, owner.login, submission.attempt, submission.submitted_at, submission.collaborators,
                       (SELECT coalesce(jsonb_agg(person.login ORDER BY person.login), jsonb_build_array(owner.login))
                        FROM submission_member member JOIN person ON person.id = member.person_id
                        WHERE member.submission_id = submission.id) AS members
                FROM submission JOIN person owner ON owner.id = submission.student_id
                WHERE submission.assignment_id = ? ORDER BY owner.login, submission.attempt
                """,
                row -> new Row(
                        row.uuid("id"),
                        row.text("login"),
                        strings(row.text("members")),
                        row.integer("attempt"),
                        row.instant("submitted_at"),
                        strings(row.text("collaborators"))),
                assignmentId);
    }

    private List<String> strings(String array) {
        return Arrays.asList(json.read(array, String[].class));
    }

    /** By what students may be called; a name that two have is nobody's, and a login goes before a name. */
    private Map<String, String> logins(long courseId) {
        Map<String, String> logins = new HashMap<>();
        Set<String> shared = new HashSet<>();
        for (Member student : roster.students(courseId).values()) {
            if (logins.putIfAbsent(key(student.name()), student.login()) != null) {
                shared.add(key(student.name()));
            }
        }
        shared.forEach(logins::remove);
        roster.students(courseId).values().forEach(student -> logins.put(key(student.login()), student.login()));
        return logins;
    }

    private static String key(String typed) {
        return typed.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}

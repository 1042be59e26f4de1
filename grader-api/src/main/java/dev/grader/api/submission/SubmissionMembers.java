package dev.grader.api.submission;

import dev.grader.api.sql.Sql;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Whose work a submission is: the team as it was when it was handed in, whatever becomes of the team. */
@Singleton
public class SubmissionMembers {
    private final Sql sql;

    SubmissionMembers(Sql sql) {
        this.sql = sql;
    }

    /** Writes down the members of a new submission. */
    public void put(UUID submissionId, List<Long> people) {
        people.forEach(person -> sql.update(
                "INSERT INTO submission_member (submission_id, person_id) VALUES (?, ?)", submissionId, person));
    }

    /** Submissions for an assignment that any of these people has a part in. */
    List<UUID> submissions(long assignmentId, List<Long> people) {
        return sql.list("""
                SELECT DISTINCT submission.id
                FROM submission JOIN submission_member member ON member.submission_id = submission.id
                WHERE submission.assignment_id = ? AND member.person_id = ANY (CAST(? AS bigint[]))
                """, row -> row.uuid("id"), assignmentId, people);
    }

    /** Ids of all who have a part in any submission for an assignment that this person has a part in, the person included. */
    public Set<Long> colleagues(long assignmentId, long personId) {
        Set<Long> people = new HashSet<>(sql.list("""
                SELECT DISTINCT theirs.person_id
                FROM submission JOIN submission_member mine ON mine.submission_id = submission.id
                JOIN submission_member theirs ON theirs.submission_id = submission.id
                WHERE submission.assignment_id = ? AND mine.person_id = ?
                  AND submission.state NOT IN ('SUPERSEDED', 'CANCELLED')
                """, row -> row.number("person_id"), assignmentId, personId));
        people.add(personId);
        return people;
    }

    /** Whether somebody has a part in a submission. */
    public boolean contains(UUID submissionId, long personId) {
        return sql.count(
                        "SELECT count(*) AS n FROM submission_member WHERE submission_id = ? AND person_id = ?",
                        submissionId,
                        personId)
                > 0;
    }

    /** Logins of all whose work a submission is. */
    public List<String> logins(UUID submissionId) {
        return sql.list("""
                SELECT person.login
                FROM submission_member member JOIN person ON person.id = member.person_id
                WHERE member.submission_id = ? ORDER BY person.login
                """, row -> row.text("login"), submissionId);
    }
}

package dev.grader.api.grade;

import dev.grader.api.sql.Json;
import dev.grader.api.sql.Sql;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** The history of suite versions that were applied to graded submissions. Rows are only ever added. */
@Singleton
public class Regrades {
    private final Sql sql;
    private final Json json;

    Regrades(Sql sql, Json json) {
        this.sql = sql;
        this.json = json;
    }

    /**
     * One of them.
     *
     * @param by login
     * @param submissions those whose grade changed, as the preview listed them
     */
    public record RegradeView(
            int version, String by, String reason, String preview, Instant appliedAt, List<Preview.Entry> submissions) {
        public RegradeView {
            submissions = List.copyOf(submissions);
        }
    }

    /** Makes others that apply something to the assignment wait until this transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    void lock(long assignmentId) {
        sql.count("SELECT 1 AS n FROM assignment WHERE id = ? FOR NO KEY UPDATE", assignmentId);
    }

    /** Writes one down and gives its key. */
    @Transactional(Transactional.TxType.MANDATORY)
    long add(
            long assignmentId,
            long suiteVersionId,
            String preview,
            String reason,
            long personId,
            List<Preview.Entry> changes) {
        return sql.count("""
                INSERT INTO regrade (assignment_id, suite_version_id, preview, reason, person_id, changes)
                VALUES (?, ?, ?, ?, ?, CAST(? AS jsonb)) RETURNING id AS n
                """, assignmentId, suiteVersionId, preview, reason, personId, json.write(changes));
    }

    /** Newest first. */
    public List<RegradeView> of(long assignmentId) {
        return sql.list(
                """
                SELECT suite_version.version, person.login, reason, preview, applied_at, changes
                FROM regrade JOIN suite_version ON suite_version.id = regrade.suite_version_id
                             JOIN person ON person.id = regrade.person_id
                WHERE regrade.assignment_id = ? ORDER BY regrade.id DESC
                """,
                row -> new RegradeView(
                        row.integer("version"),
                        row.text("login"),
                        row.text("reason"),
                        row.text("preview"),
                        row.instant("applied_at"),
                        List.of(json.read(row.text("changes"), Preview.Entry[].class))),
                assignmentId);
    }
}

package dev.grader.api.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.api.sql.Json;
import dev.grader.api.sql.Sql;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** Who did what to the grades of a course, when and why. Rows are only ever added. */
@Singleton
public class AuditLog {
    private final Sql sql;
    private final Json json;

    AuditLog(Sql sql, Json json) {
        this.sql = sql;
        this.json = json;
    }

    /**
     * One thing that was done.
     *
     * @param person login
     * @param action such as "grade entered"
     * @param subject what it was done to, such as "hw1 of ada"
     * @param reason in the person's words; may be empty
     * @param detail before and after, or the whole document
     */
    public record Entry(
            long id, String person, String action, String subject, String reason, JsonNode detail, Instant at) {}

    /** Adds an entry, in the transaction that does what it tells of. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(long courseId, long personId, String action, String subject, String reason, Object detail) {
        sql.update("""
                INSERT INTO audit (course_id, person_id, action, subject, reason, detail)
                VALUES (?, ?, ?, ?, ?, CAST(? AS jsonb))
                """, courseId, personId, action, subject, reason, json.write(detail));
    }

    /**
     * The newest entries before one, newest first.
     *
     * @param before id of an entry; a larger one than all for the newest
     */
    List<Entry> before(long courseId, long before, int limit) {
        return sql.list(
                """
                SELECT audit.id, person.login, action, subject, reason, detail, happened_at
                FROM audit JOIN person ON person.id = audit.person_id
                WHERE audit.course_id = ? AND audit.id < ? ORDER BY audit.id DESC LIMIT ?
                """,
                row -> new Entry(
                        row.number("id"),
                        row.text("login"),
                        row.text("action"),
                        row.text("subject"),
                        row.text("reason"),
                        json.read(row.text("detail"), JsonNode.class),
                        row.instant("happened_at")),
                courseId,
                before,
                limit);
    }
}

package dev.grader.api.progress;

import dev.grader.api.sql.Json;
import dev.grader.api.sql.Sql;
import dev.grader.core.job.Progress;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** The rows of progress: appended, numbered from 1 in each job, capped in number and size. */
@Singleton
public class ProgressLog {
    /** Rows of one job, all claims together; what comes after is dropped. */
    static final int MAXIMUM_ROWS = 2_000;

    /** Characters of one row. */
    private static final int MAXIMUM_TEXT = 1_000;

    private static final int MAXIMUM_READ = 500;

    private final Sql sql;
    private final Json json;

    ProgressLog(Sql sql, Json json) {
        this.sql = sql;
        this.json = json;
    }

    /** One row. */
    public record Entry(int sequence, String body) {}

    /** Appends to a job whose row is locked by this transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(UUID jobId, long token, List<Progress> progress) {
        List<String> bodies = progress.stream()
                .map(json::write)
                .filter(body -> body.length() <= MAXIMUM_TEXT)
                .toList();
        int used = (int) sql.count("SELECT progress_rows AS n FROM job WHERE id = ?", jobId);
        List<String> kept = bodies.subList(0, Math.clamp(MAXIMUM_ROWS - used, 0, bodies.size()));
        if (kept.isEmpty()) {
            return;
        }
        sql.update("""
                INSERT INTO progress (job_id, sequence, token, body)
                SELECT ?, ? + item.number, ?, CAST(item.body AS jsonb)
                FROM unnest(CAST(? AS text[])) WITH ORDINALITY AS item (body, number)
                """, jobId, used, token, kept);
        sql.update("UPDATE job SET progress_rows = progress_rows + ? WHERE id = ?", kept.size(), jobId);
    }

    /** What came after the given row, oldest first; at most 500 at a time. */
    public List<Entry> after(UUID jobId, int sequence) {
        return sql.list(
                "SELECT sequence, body FROM progress WHERE job_id = ? AND sequence > ? ORDER BY sequence LIMIT ?",
                row -> new Entry(row.integer("sequence"), row.text("body")),
                jobId,
                sequence,
                MAXIMUM_READ);
    }
}

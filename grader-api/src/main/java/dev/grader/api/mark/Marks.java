package dev.grader.api.mark;

import dev.grader.api.sql.Row;
import dev.grader.api.sql.Sql;
import dev.grader.core.score.Mark;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Marks and their releases. Rows are only ever added: the newest mark of an item is the one that is meant. Whoever adds one holds
 * the lock on the submission's marks until it is committed: so a mark with a smaller id is never committed after one with a larger
 * id was seen, and a release up to an id releases nothing that nobody has seen.
 */
@Singleton
public class Marks {
    private static final String SELECT = """
            SELECT mark.id, mark.test_id, mark.item_id, mark.points, mark.comment, person.login, mark.marked_at,
                   EXISTS (SELECT 1 FROM mark_release WHERE mark_release.submission_id = mark.submission_id
                           AND mark_release.test_id = mark.test_id AND mark_release.last_mark_id >= mark.id) AS released
            FROM mark JOIN person ON person.id = mark.grader_id
            """;

    private final Sql sql;

    Marks(Sql sql) {
        this.sql = sql;
    }

    /**
     * One mark that was given.
     *
     * @param id larger than that of every earlier mark of the submission
     * @param grader login
     * @param released whether the student sees it, or saw it before a newer one was released
     */
    public record GivenMark(
            long id,
            String test,
            String item,
            BigDecimal points,
            String comment,
            String grader,
            Instant markedAt,
            boolean released) {}

    /** Makes others who mark the submission, or release its marks, wait until this transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    void lock(UUID submissionId) {
        sql.count("SELECT 1 AS n FROM submission WHERE id = ? FOR NO KEY UPDATE", submissionId);
    }

    /** Writes a mark, unless it is the same as the newest of the item; says whether it did. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean put(UUID submissionId, String test, String item, Mark mark, long graderId) {
        return sql.update(
                        """
                INSERT INTO mark (submission_id, test_id, item_id, points, comment, grader_id)
                SELECT ?, ?, ?, ?, ?, ?
                WHERE NOT EXISTS (SELECT 1 FROM mark
                                  WHERE submission_id = ? AND test_id = ? AND item_id = ? AND points = ? AND comment = ?
                                    AND NOT EXISTS (SELECT 1 FROM mark newer
                                                    WHERE newer.submission_id = mark.submission_id
                                                      AND newer.test_id = mark.test_id AND newer.item_id = mark.item_id
                                                      AND newer.id > mark.id))
                """,
                        submissionId,
                        test,
                        item,
                        mark.points(),
                        mark.comment(),
                        graderId,
                        submissionId,
                        test,
                        item,
                        mark.points(),
                        mark.comment())
                > 0;
    }

    /** Shows the newest marks of a test to the student, and makes them count; says whether there were any that did not. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean release(UUID submissionId, String test, long personId) {
        return sql.update("""
                INSERT INTO mark_release (submission_id, test_id, last_mark_id, person_id)
                SELECT ?, ?, newest.id, ?
                FROM (SELECT max(id) AS id FROM mark WHERE submission_id = ? AND test_id = ?) newest
                WHERE newest.id IS NOT NULL
                  AND NOT EXISTS (SELECT 1 FROM mark_release
                                  WHERE submission_id = ? AND test_id = ? AND last_mark_id >= newest.id)
                """, submissionId, test, personId, submissionId, test, submissionId, test) > 0;
    }

    /** All marks that were ever given to a submission, oldest first. */
    List<GivenMark> history(UUID submissionId) {
        return sql.list(SELECT + "WHERE mark.submission_id = ? ORDER BY mark.id", Marks::read, submissionId);
    }

    /** What counts: test id to item id to the newest released mark. */
    public Map<String, Map<String, Mark>> released(UUID submissionId) {
        return released(List.of(submissionId)).getOrDefault(submissionId, Map.of());
    }

    /** The same of many submissions, in one query; those without a released mark are left out. */
    public Map<UUID, Map<String, Map<String, Mark>>> released(Collection<UUID> submissions) {
        record Newest(UUID submission, String test, String item, Mark mark) {}
        Map<UUID, Map<String, Map<String, Mark>>> marks = new HashMap<>();
        sql.list(
                        """
                        SELECT DISTINCT ON (submission_id, test_id, item_id)
                               submission_id, test_id, item_id, points, comment
                        FROM mark
                        WHERE submission_id = ANY (CAST(? AS uuid[]))
                          AND EXISTS (SELECT 1 FROM mark_release WHERE mark_release.submission_id = mark.submission_id
                                      AND mark_release.test_id = mark.test_id AND mark_release.last_mark_id >= mark.id)
                        ORDER BY submission_id, test_id, item_id, id DESC
                        """,
                        row -> new Newest(
                                row.uuid("submission_id"),
                                row.text("test_id"),
                                row.text("item_id"),
                                new Mark(new BigDecimal(row.text("points")), row.text("comment"))),
                        List.copyOf(submissions))
                .forEach(newest -> marks.computeIfAbsent(newest.submission(), submission -> new HashMap<>())
                        .computeIfAbsent(newest.test(), test -> new HashMap<>())
                        .put(newest.item(), newest.mark()));
        return marks;
    }

    private static GivenMark read(Row row) throws SQLException {
        return new GivenMark(
                row.number("id"),
                row.text("test_id"),
                row.text("item_id"),
                new BigDecimal(row.text("points")),
                row.text("comment"),
                row.text("login"),
                row.instant("marked_at"),
                row.flag("released"));
    }
}

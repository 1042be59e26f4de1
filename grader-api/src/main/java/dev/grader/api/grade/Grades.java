package dev.grader.api.grade;

import dev.grader.api.sql.Json;
import dev.grader.api.sql.Row;
import dev.grader.api.sql.Sql;
import dev.grader.core.score.ScoreSheet;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The grades of submissions. Rows are only ever added. */
@Singleton
public class Grades {
    private static final String COLUMNS = "submission_id, revision, suite_version_id, sources, sheet, cause, graded_at";

    private final Sql sql;
    private final Json json;

    Grades(Sql sql, Json json) {
        this.sql = sql;
        this.json = json;
    }

    /**
     * Makes others that add a grade to the submission wait until this transaction ends. Who has a job locked already may call
     * this; who calls this must not lock a job afterwards.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void lock(UUID submissionId) {
        sql.count("SELECT 1 AS n FROM submission WHERE id = ? FOR NO KEY UPDATE", submissionId);
    }

    /** As {@link #lock(UUID)} of all graded submissions of an assignment. */
    @Transactional(Transactional.TxType.MANDATORY)
    void lockGraded(long assignmentId) {
        sql.list("""
                SELECT id FROM submission WHERE assignment_id = ? AND state = 'GRADED' ORDER BY id FOR NO KEY UPDATE
                """, row -> row.uuid("id"), assignmentId);
    }

    /** The grade that counts. */
    public Optional<Grade> current(UUID submissionId) {
        return sql.first(
                "SELECT " + COLUMNS + " FROM grade WHERE submission_id = ? ORDER BY revision DESC LIMIT 1",
                this::read,
                submissionId);
    }

    /** The same of many submissions, in one query, by the id of the submission; those without a grade are left out. */
    Map<UUID, Grade> current(List<UUID> submissions) {
        return sql
                .list(
                        "SELECT DISTINCT ON (submission_id) " + COLUMNS
                                + " FROM grade WHERE submission_id = ANY (CAST(? AS uuid[]))"
                                + " ORDER BY submission_id, revision DESC",
                        this::read,
                        submissions)
                .stream()
                .collect(Collectors.toMap(Grade::submissionId, Function.identity()));
    }

    /** All of them, oldest first. */
    public List<Grade> history(UUID submissionId) {
        return sql.list(
                "SELECT " + COLUMNS + " FROM grade WHERE submission_id = ? ORDER BY revision",
                this::read,
                submissionId);
    }

    /**
     * Adds a grade, which counts from now on.
     *
     * @param regradeId of {@link Grade.Cause#REGRADED} only
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(
            UUID submissionId,
            long suiteVersionId,
            List<GradeSource> sources,
            ScoreSheet sheet,
            Grade.Cause cause,
            @Nullable Long regradeId) {
        sql.update(
                """
                INSERT INTO grade (submission_id, revision, suite_version_id, sources, sheet, points, maximum, cause,
                                   regrade_id)
                SELECT ?, coalesce(max(revision), 0) + 1, ?, CAST(? AS jsonb), CAST(? AS jsonb), ?, ?, ?,
                       CAST(? AS bigint)
                FROM grade WHERE submission_id = ?
                """,
                submissionId,
                suiteVersionId,
                json.write(sources),
                json.write(sheet),
                sheet.points(),
                sheet.maximum(),
                cause,
                regradeId,
                submissionId);
    }

    private Grade read(Row row) throws SQLException {
        return new Grade(
                row.uuid("submission_id"),
                row.integer("revision"),
                row.number("suite_version_id"),
                List.of(json.read(row.text("sources"), GradeSource[].class)),
                json.read(row.text("sheet"), ScoreSheet.class),
                row.constant(Grade.Cause.class, "cause"),
                row.instant("graded_at"));
    }
}

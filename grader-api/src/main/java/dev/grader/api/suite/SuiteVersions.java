package dev.grader.api.suite;

import dev.grader.api.sql.Json;
import dev.grader.api.sql.Row;
import dev.grader.api.sql.Sql;
import dev.grader.core.score.ScoreSheet;
import dev.grader.core.suite.Capability;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The rows of suite versions. */
@Singleton
public class SuiteVersions {
    private static final String SELECT =
            "SELECT id, assignment_id, version, digest, state, image, capability FROM suite_version ";

    private final Sql sql;
    private final Json json;

    SuiteVersions(Sql sql, Json json) {
        this.sql = sql;
        this.json = json;
    }

    public Optional<SuiteVersion> find(long id) {
        return sql.first(SELECT + "WHERE id = ?", SuiteVersions::read, id);
    }

    /** The version, which nobody else decides before the transaction ends. */
    Optional<SuiteVersion> lock(long id) {
        return sql.first(SELECT + "WHERE id = ? FOR UPDATE", SuiteVersions::read, id);
    }

    Optional<SuiteVersion> byDigest(long assignmentId, String digest) {
        return sql.first(SELECT + "WHERE assignment_id = ? AND digest = ?", SuiteVersions::read, assignmentId, digest);
    }

    Optional<SuiteVersion> byVersion(long assignmentId, int version) {
        return sql.first(
                SELECT + "WHERE assignment_id = ? AND version = ?", SuiteVersions::read, assignmentId, version);
    }

    Optional<SuiteVersion> newest(long assignmentId) {
        return sql.first(
                SELECT + "WHERE assignment_id = ? ORDER BY version DESC LIMIT 1", SuiteVersions::read, assignmentId);
    }

    Optional<SuiteVersion> newestPublished(long assignmentId) {
        return sql.first(
                SELECT + "WHERE assignment_id = ? AND state = 'PUBLISHED' ORDER BY version DESC LIMIT 1",
                SuiteVersions::read,
                assignmentId);
    }

    /**
     * Writes the next version of an assignment.
     *
     * @param seedSecret from which its secret seeds and hidden inputs are derived
     * @return empty when the same digest is there already
     */
    Optional<SuiteVersion> insert(
            long assignmentId, String digest, String image, Capability capability, long seedSecret) {
        sql.count("SELECT 1 AS n FROM assignment WHERE id = ? FOR NO KEY UPDATE", assignmentId);
        return sql.first("""
                INSERT INTO suite_version (assignment_id, version, digest, state, image, capability, seed_secret)
                SELECT ?, coalesce(max(version), 0) + 1, ?, 'PROVING', ?, ?, ?
                FROM suite_version WHERE assignment_id = ?
                ON CONFLICT (assignment_id, digest) DO NOTHING
                RETURNING id, assignment_id, version, digest, state, image, capability
                """, SuiteVersions::read, assignmentId, digest, image, capability, seedSecret, assignmentId);
    }

    /** Whether its reference was measured on some kind of machine. */
    boolean isCalibrated(long id) {
        return sql.count("SELECT count(*) AS n FROM calibration WHERE suite_version_id = ?", id) > 0;
    }

    /** Ends the proof. */
    void decide(long id, SuiteState state, SuiteReport report) {
        sql.update("""
                UPDATE suite_version SET state = ?, report = CAST(? AS jsonb), decided_at = now()
                WHERE id = ? AND state = 'PROVING'
                """, state, json.write(report), id);
    }

    /** The report that was written when the proof ended. */
    Optional<SuiteReport> decidedReport(long id) {
        return sql.first(
                "SELECT report FROM suite_version WHERE id = ? AND report IS NOT NULL",
                row -> json.read(row.text("report"), SuiteReport.class),
                id);
    }

    /** Path of a fixture to its scores, as far as there are some. */
    Map<String, ScoreSheet> fixtureSheets(long id) {
        Map<String, ScoreSheet> sheets = new HashMap<>();
        sql.list("""
                SELECT job.detail ->> 'fixturePath' AS path, score.sheet
                FROM job JOIN score ON score.job_id = job.id WHERE job.suite_version_id = ? AND job.kind = 'PROVE'
                """, row -> sheets.put(row.text("path"), json.read(row.text("sheet"), ScoreSheet.class)), id);
        return sheets;
    }

    private static SuiteVersion read(Row row) throws SQLException {
        return new SuiteVersion(
                row.number("id"),
                row.number("assignment_id"),
                row.integer("version"),
                row.text("digest"),
                row.constant(SuiteState.class, "state"),
                row.text("image"),
                row.constant(Capability.class, "capability"));
    }
}

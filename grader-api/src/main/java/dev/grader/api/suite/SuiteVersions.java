package dev.grader.api.suite;

import dev.grader.api.sql.Json;
import dev.grader.api.sql.Row;
import dev.grader.api.sql.Sql;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.score.ScoreSheet;
import dev.grader.core.suite.Capability;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
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

    /** The other versions of the same assignment, newest first. */
    List<SuiteVersion> others(SuiteVersion version) {
        return sql.list(
                SELECT + "WHERE assignment_id = ? AND id <> ? ORDER BY version DESC",
                SuiteVersions::read,
                version.assignmentId(),
                version.id());
    }

    Optional<SuiteVersion> byDigest(long assignmentId, String digest) {
        return sql.first(SELECT + "WHERE assignment_id = ? AND digest = ?", SuiteVersions::read, assignmentId, digest);
    }

    public Optional<SuiteVersion> byVersion(long assignmentId, int version) {
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

    /** Assignment to the digest of its newest published version, for all of a course that have one. */
    Map<Long, String> newestPublishedOf(long courseId) {
        Map<Long, String> digests = new HashMap<>();
        sql.list("""
                        SELECT DISTINCT ON (assignment_id) assignment_id, digest
                        FROM suite_version JOIN assignment ON assignment.id = suite_version.assignment_id
                        WHERE assignment.course_id = ? AND state = 'PUBLISHED'
                        ORDER BY assignment_id, version DESC
                        """, row -> Map.entry(row.number("assignment_id"), row.text("digest")), courseId)
                .forEach(entry -> digests.put(entry.getKey(), entry.getValue()));
        return digests;
    }

    /** Makes others that add a version to the assignment, or apply one, wait until this transaction ends. */
    void lockAssignment(long assignmentId) {
        sql.count("SELECT 1 AS n FROM assignment WHERE id = ? FOR NO KEY UPDATE", assignmentId);
    }

    /**
     * Writes the next version of an assignment, which the caller has locked.
     *
     * @param seedSecret from which its secret seeds and hidden inputs are derived, where a test has no secret of its own
     * @param secrets of its tests
     * @param personId of who uploads it
     * @return empty when the same digest is there already
     */
    Optional<SuiteVersion> insert(
            long assignmentId,
            String digest,
            String image,
            Capability capability,
            long seedSecret,
            Map<String, Long> secrets,
            long personId) {
        return sql.first(
                """
                INSERT INTO suite_version (assignment_id, version, digest, state, image, capability, seed_secret,
                                           secrets, uploaded_by)
                SELECT ?, coalesce(max(version), 0) + 1, ?, 'PROVING', ?, ?, ?, CAST(? AS jsonb), ?
                FROM suite_version WHERE assignment_id = ?
                ON CONFLICT (assignment_id, digest) DO NOTHING
                RETURNING id, assignment_id, version, digest, state, image, capability
                """,
                SuiteVersions::read,
                assignmentId,
                digest,
                image,
                capability,
                seedSecret,
                json.write(secrets),
                personId,
                assignmentId);
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

    /** A fixture that was graded. */
    record FixtureResult(String path, ScoreSheet sheet, MeasurementRecord record) {}

    /** The fixtures that have been graded. */
    List<FixtureResult> fixtureResults(long id) {
        return sql.list(
                """
                SELECT job.detail ->> 'fixturePath' AS path, score.sheet, measurement.record
                FROM job JOIN score ON score.job_id = job.id
                         JOIN measurement ON measurement.job_id = score.job_id AND measurement.token = score.token
                WHERE job.suite_version_id = ? AND job.kind = 'PROVE'
                """,
                row -> new FixtureResult(
                        row.text("path"),
                        json.read(row.text("sheet"), ScoreSheet.class),
                        json.read(row.text("record"), MeasurementRecord.class)),
                id);
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

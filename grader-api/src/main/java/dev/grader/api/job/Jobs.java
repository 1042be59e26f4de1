package dev.grader.api.job;

import dev.grader.api.sql.Json;
import dev.grader.api.sql.Row;
import dev.grader.api.sql.Sql;
import dev.grader.api.submission.SubmissionState;
import dev.grader.core.job.JobKind;
import dev.grader.core.suite.Capability;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The rows of jobs. Whoever changes a job locks its row first ({@link #lock}) or changes it by compare-and-set, and then
 * changes its submission, always in this order.
 */
@Singleton
public class Jobs {
    private static final String COLUMNS =
            "id, detail, state, capability, suite_version_id, submission_id, machine_kind,"
                    + " images, claims, token, owner, problem";

    private final Sql sql;
    private final Json json;

    Jobs(Sql sql, Json json) {
        this.sql = sql;
        this.json = json;
    }

    /** The job, if there is one. */
    public Optional<Job> find(UUID id) {
        return sql.first("SELECT " + COLUMNS + " FROM job WHERE id = ?", this::read, id);
    }

    /** The job, which nobody else changes before the transaction ends. */
    public Optional<Job> lock(UUID id) {
        return sql.first("SELECT " + COLUMNS + " FROM job WHERE id = ? FOR UPDATE", this::read, id);
    }

    public Optional<Job> ofSubmission(UUID submissionId) {
        return sql.first(
                "SELECT " + COLUMNS + " FROM job WHERE submission_id = ? AND kind = 'GRADE'", this::read, submissionId);
    }

    /** All jobs of a suite version that are not a student's. */
    public List<Job> ofSuite(long suiteVersionId) {
        return sql.list(
                "SELECT " + COLUMNS
                        + " FROM job WHERE suite_version_id = ? AND kind IN ('PROVE', 'CALIBRATE') ORDER BY accepted_at, id",
                this::read,
                suiteVersionId);
    }

    /**
     * Writes a new job for a suite's own fixture or its reference.
     *
     * @return false when the same calibration is queued or running already
     */
    public boolean insertSuiteJob(Job job, long courseId) {
        return sql.update(
                        """
                        INSERT INTO job (id, kind, detail, state, priority, capability, suite_version_id, course_id,
                                         machine_kind, images)
                        VALUES (?, ?, CAST(? AS jsonb), 'QUEUED', ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (suite_version_id, machine_kind, images)
                            WHERE kind = 'CALIBRATE' AND state IN ('QUEUED', 'LEASED') DO NOTHING
                        """,
                        job.id(),
                        kindName(job.kind()),
                        json.write(job.kind()),
                        priority(job.kind()),
                        job.capability(),
                        job.suiteVersionId(),
                        courseId,
                        job.machineKind(),
                        job.images())
                == 1;
    }

    /** Changes the state of a submission where that is legal, and leaves it otherwise. */
    public void moveSubmission(UUID submissionId, SubmissionState next) {
        sql.update(
                "UPDATE submission SET state = ? WHERE id = ? AND state = ANY (?)",
                next,
                submissionId,
                Arrays.stream(SubmissionState.values())
                        .filter(state -> state.canGoTo(next))
                        .toList());
    }

    static Priority priority(JobKind kind) {
        return switch (kind) {
            case JobKind.Grade grade -> Priority.GRADE;
            case JobKind.Prove prove -> Priority.PROVE;
            case JobKind.Calibrate calibrate -> Priority.CALIBRATE;
            case JobKind.RerunStep rerun -> Priority.RERUN;
        };
    }

    static String kindName(JobKind kind) {
        return priority(kind).name();
    }

    private Job read(Row row) throws SQLException {
        return new Job(
                row.uuid("id"),
                json.read(row.text("detail"), JobKind.class),
                row.constant(JobState.class, "state"),
                row.constant(Capability.class, "capability"),
                row.number("suite_version_id"),
                row.uuidOrNull("submission_id"),
                row.textOrNull("machine_kind"),
                row.textOrNull("images"),
                row.integer("claims"),
                row.number("token"),
                row.textOrNull("owner"),
                row.textOrNull("problem"));
    }
}

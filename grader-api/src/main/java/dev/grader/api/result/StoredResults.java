package dev.grader.api.result;

import dev.grader.api.sql.Json;
import dev.grader.api.sql.Sql;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.score.ScoreSheet;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Collectors;

/** What grading has found out, from the rows of jobs, records and scores. */
@Singleton
public class StoredResults implements SubmissionResults {
    private final Sql sql;
    private final Json json;

    StoredResults(Sql sql, Json json) {
        this.sql = sql;
        this.json = json;
    }

    @Override
    public Optional<ScoreSheet> sheet(UUID submissionId) {
        return sql.first(
                "SELECT sheet FROM score JOIN job ON job.id = score.job_id WHERE job.submission_id = ?",
                row -> json.read(row.text("sheet"), ScoreSheet.class),
                submissionId);
    }

    @Override
    public Map<String, String> outputs(UUID submissionId) {
        return scoredRecord(submissionId).map(MeasurementRecord::tests).orElse(List.of()).stream()
                .filter(test -> !test.output().isEmpty())
                .collect(Collectors.toUnmodifiableMap(TestMeasurement::testId, TestMeasurement::output));
    }

    @Override
    public JobTimes times(UUID submissionId) {
        List<MeasurementRecord.StepTiming> steps =
                scoredRecord(submissionId).map(MeasurementRecord::steps).orElse(List.of());
        return sql.first(
                        """
                        SELECT published_at, leased_at, started_at, compared_at, scored_at, claims
                        FROM job WHERE submission_id = ?
                        """,
                        row -> new JobTimes(
                                row.instantOrNull("published_at"),
                                row.instantOrNull("leased_at"),
                                row.instantOrNull("started_at"),
                                row.instantOrNull("compared_at"),
                                row.instantOrNull("scored_at"),
                                steps,
                                row.integer("claims")),
                        submissionId)
                .orElseGet(() -> new JobTimes(null, null, null, null, null, List.of(), 0));
    }

    @Override
    public OptionalInt queuePosition(UUID submissionId) {
        long position = sql.count("""
                SELECT count(*) AS n
                FROM job mine JOIN job other ON other.state = 'QUEUED' AND other.kind = 'GRADE'
                                            AND other.capability = mine.capability
                                            AND (other.accepted_at, other.id) <= (mine.accepted_at, mine.id)
                WHERE mine.submission_id = ? AND mine.state = 'QUEUED'
                """, submissionId);
        return position == 0 ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(position));
    }

    private Optional<MeasurementRecord> scoredRecord(UUID submissionId) {
        return sql.first("""
                SELECT measurement.record
                FROM job JOIN score ON score.job_id = job.id
                         JOIN measurement ON measurement.job_id = score.job_id AND measurement.token = score.token
                WHERE job.submission_id = ?
                """, row -> json.read(row.text("record"), MeasurementRecord.class), submissionId);
    }
}

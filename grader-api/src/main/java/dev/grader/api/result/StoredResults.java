package dev.grader.api.result;

import dev.grader.api.grade.Grades;
import dev.grader.api.grade.Measurements;
import dev.grader.api.job.Reruns;
import dev.grader.api.mark.Marks;
import dev.grader.api.sql.Sql;
import dev.grader.api.suite.StoredSuites;
import dev.grader.api.suite.SuiteVersion;
import dev.grader.api.suite.SuiteVersions;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.score.ManualMarks;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.TestDefinition;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What grading has found out, from the rows of jobs, records and scores. */
@Singleton
public class StoredResults implements SubmissionResults {
    private final Sql sql;
    private final Grades grades;
    private final Measurements measurements;
    private final SuiteVersions versions;
    private final StoredSuites suites;
    private final Marks marks;
    private final Reruns reruns;

    StoredResults(
            Sql sql,
            Grades grades,
            Measurements measurements,
            SuiteVersions versions,
            StoredSuites suites,
            Marks marks,
            Reruns reruns) {
        this.reruns = reruns;
        this.sql = sql;
        this.grades = grades;
        this.measurements = measurements;
        this.versions = versions;
        this.suites = suites;
        this.marks = marks;
    }

    @Override
    public Optional<GradedResult> result(UUID submissionId) {
        return grades.current(submissionId).map(grade -> {
            SuiteVersion version = versions.find(grade.suiteVersionId()).orElseThrow();
            Suite suite = suites.read(version.digest());
            MeasurementRecord record = measurements.record(grade);
            return new GradedResult(
                    ManualMarks.on(grade.sheet(), suite, marks.released(submissionId)),
                    record.tests().stream()
                            .filter(test -> !test.output().isEmpty())
                            .collect(Collectors.toUnmodifiableMap(TestMeasurement::testId, TestMeasurement::output)),
                    reruns.givenUp(submissionId, version.id()),
                    byPeople(suite),
                    new GradedBy(
                            version.version(),
                            version.digest(),
                            record.images(),
                            record.machineKind(),
                            grade.revision(),
                            grade.cause(),
                            grade.gradedAt()));
        });
    }

    private static Set<String> byPeople(Suite suite) {
        return suite.tests().stream()
                .filter(TestDefinition.Manual.class::isInstance)
                .map(TestDefinition::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public JobTimes times(UUID submissionId) {
        List<MeasurementRecord.StepTiming> steps = grades.current(submissionId)
                .map(measurements::record)
                .map(MeasurementRecord::steps)
                .orElse(List.of());
        return sql.first(
                        """
                        SELECT published_at, leased_at, started_at, compared_at, scored_at, claims
                        FROM job WHERE submission_id = ? AND kind = 'GRADE'
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
                WHERE mine.submission_id = ? AND mine.kind = 'GRADE' AND mine.state = 'QUEUED'
                """, submissionId);
        return position == 0 ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(position));
    }
}

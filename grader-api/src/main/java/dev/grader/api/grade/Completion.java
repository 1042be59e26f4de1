package dev.grader.api.grade;

import dev.grader.api.suite.StoredSuites;
import dev.grader.api.suite.SuiteVersion;
import dev.grader.api.suite.SuiteVersions;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.score.ScoreSheet;
import dev.grader.core.score.Scorer;
import dev.grader.core.suite.Suite;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes the grades that come of jobs. */
@Singleton
public class Completion {
    private final Grades grades;
    private final Measurements measurements;
    private final SuiteVersions versions;
    private final StoredSuites suites;

    Completion(Grades grades, Measurements measurements, SuiteVersions versions, StoredSuites suites) {
        this.grades = grades;
        this.measurements = measurements;
        this.versions = versions;
        this.suites = suites;
    }

    /** A submission was graded. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void graded(UUID submissionId, long suiteVersionId, MeasurementRecord record, ScoreSheet sheet) {
        grades.add(submissionId, suiteVersionId, List.of(source(record)), sheet, Grade.Cause.GRADED, null);
    }

    /**
     * Some tests of a submission were run. For the version that it is graded by, they were those that waited for the due
     * date, and its grade is completed; for another version nothing changes until that is applied.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void rerun(UUID submissionId, long suiteVersionId, MeasurementRecord record) {
        // Else a version that is being applied at this moment would be undone by a grade of the version before.
        grades.lock(submissionId);
        grades.current(submissionId)
                .filter(grade -> grade.suiteVersionId() == suiteVersionId)
                .ifPresent(grade -> complete(grade, record));
    }

    private void complete(Grade grade, MeasurementRecord record) {
        SuiteVersion version = versions.find(grade.suiteVersionId()).orElseThrow();
        Suite suite = suites.read(version.digest());
        GradeSource added = source(record);
        List<Measured> parts = new ArrayList<>();
        for (GradeSource source : grade.sources()) {
            List<String> kept = source.tests().stream()
                    .filter(test -> !added.tests().contains(test))
                    .toList();
            if (!kept.isEmpty()) {
                parts.add(measurements.find(new GradeSource(source.jobId(), source.token(), kept)));
            }
        }
        parts.add(measurements.find(added));
        Work work = measurements.together(parts, version);
        ScoreSheet sheet = Scorer.score(suite, work.calibration(), work.record());
        if (!sheet.hasInfrastructureFault()) {
            grades.add(grade.submissionId(), version.id(), work.sources(), sheet, Grade.Cause.COMPLETED, null);
        }
    }

    private static GradeSource source(MeasurementRecord record) {
        return new GradeSource(
                record.jobId(),
                record.token(),
                record.tests().stream().map(TestMeasurement::testId).toList());
    }
}

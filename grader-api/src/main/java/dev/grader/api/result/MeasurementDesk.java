package dev.grader.api.result;

import dev.grader.api.grade.Completion;
import dev.grader.api.job.Job;
import dev.grader.api.job.JobState;
import dev.grader.api.job.Jobs;
import dev.grader.api.job.RetryPolicy;
import dev.grader.api.job.Returns;
import dev.grader.api.lease.LeaseGuard;
import dev.grader.api.sql.Json;
import dev.grader.api.sql.Sql;
import dev.grader.api.submission.SubmissionState;
import dev.grader.api.suite.Calibrations;
import dev.grader.api.suite.ImageSet;
import dev.grader.api.suite.StoredSuites;
import dev.grader.api.suite.SuiteProofs;
import dev.grader.api.suite.SuiteVersion;
import dev.grader.api.suite.SuiteVersions;
import dev.grader.core.job.JobKind;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.score.ScoreSheet;
import dev.grader.core.score.Scorer;
import dev.grader.core.suite.Suite;
import dev.grader.core.verdict.Verdict;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes measurement records, each once, and scores them, in one transaction with the end of the job. A record with an
 * infrastructure fault in it is kept, but never a score: the job is run again.
 */
@Singleton
public class MeasurementDesk {
    private final Sql sql;
    private final Json json;
    private final Jobs jobs;
    private final LeaseGuard guard;
    private final Returns returns;
    private final SuiteVersions versions;
    private final StoredSuites suites;
    private final Calibrations calibrations;
    private final SuiteProofs proofs;
    private final Completion completion;

    MeasurementDesk(
            Sql sql,
            Json json,
            Jobs jobs,
            LeaseGuard guard,
            Returns returns,
            SuiteVersions versions,
            StoredSuites suites,
            Calibrations calibrations,
            SuiteProofs proofs,
            Completion completion) {
        this.sql = sql;
        this.json = json;
        this.jobs = jobs;
        this.guard = guard;
        this.returns = returns;
        this.versions = versions;
        this.suites = suites;
        this.calibrations = calibrations;
        this.proofs = proofs;
        this.completion = completion;
    }

    /**
     * Takes a record. The same again changes nothing.
     *
     * @throws ProblemException {@link Problem#LEASE_STALE} when the job was claimed again since, or is not to be done
     */
    @Transactional
    public void take(UUID jobId, long token, MeasurementRecord record) {
        if (isKnown(jobId, token)) {
            return;
        }
        Job job = guard.lock(jobId, token);
        if (isKnown(jobId, token)) {
            return;
        }
        if (job.kind() instanceof JobKind.Calibrate) {
            throw new ProblemException(Problem.INVALID_REQUEST, "This job brings a calibration, not a measurement.");
        }
        if (!job.state().canGoTo(JobState.DONE)) {
            throw guard.stale(job, "is " + job.state() + " and wants no result");
        }
        SuiteVersion version = versions.find(job.suiteVersionId()).orElseThrow();
        Suite suite = suites.read(version.digest());
        new RecordCheck(job, version.digest(), suite).check(record);
        if (job.kind() instanceof JobKind.RerunStep) {
            keep(record);
            rerun(job, record);
            return;
        }
        ScoreSheet sheet = Scorer.score(suite, calibration(version, record), record);
        keep(record);
        if (sheet.hasInfrastructureFault()) {
            returns.giveBack(job, RetryPolicy.Cause.INFRASTRUCTURE_VERDICT, infrastructure(sheet));
        } else {
            score(job, record, sheet);
        }
    }

    private boolean isKnown(UUID jobId, long token) {
        return sql.count("SELECT count(*) AS n FROM measurement WHERE job_id = ? AND token = ?", jobId, token) > 0;
    }

    private CalibrationRecord calibration(SuiteVersion version, MeasurementRecord record) {
        return ImageSet.of(version.image(), record.images())
                .flatMap(images -> calibrations.find(version.id(), record.machineKind(), images))
                .orElseThrow(() -> new ProblemException(
                        Problem.INVALID_REQUEST,
                        "The record is refused: the suite is not calibrated for its kind of machine and images."));
    }

    private void keep(MeasurementRecord record) {
        sql.update(
                "INSERT INTO measurement (job_id, token, record) VALUES (?, ?, CAST(? AS jsonb))",
                record.jobId(),
                record.token(),
                json.write(record));
        sql.update("UPDATE job SET compared_at = now() WHERE id = ?", record.jobId());
    }

    /** Of some tests: there is no score of them alone. */
    private void rerun(Job job, MeasurementRecord record) {
        Optional<TestMeasurement.Stop> fault = record.tests().stream()
                .flatMap(test -> Optional.ofNullable(test.stop()).stream())
                .filter(stop -> stop.verdict() == Verdict.INFRASTRUCTURE)
                .findFirst();
        if (fault.isPresent()) {
            returns.giveBack(
                    job, RetryPolicy.Cause.INFRASTRUCTURE_VERDICT, fault.get().message());
            return;
        }
        done(job);
        completion.rerun(Objects.requireNonNull(job.submissionId()), job.suiteVersionId(), record);
    }

    private void done(Job job) {
        sql.update("""
                UPDATE job SET state = 'DONE', lease_until = NULL, problem = NULL, scored_at = clock_timestamp()
                WHERE id = ?
                """, job.id());
    }

    private void score(Job job, MeasurementRecord record, ScoreSheet sheet) {
        sql.update("""
                INSERT INTO score (job_id, token, sheet, points, maximum) VALUES (?, ?, CAST(? AS jsonb), ?, ?)
                """, job.id(), job.token(), json.write(sheet), sheet.points(), sheet.maximum());
        done(job);
        UUID submissionId = job.submissionId();
        if (submissionId == null) {
            proofs.fixtureScored(job.suiteVersionId());
        } else {
            jobs.moveSubmission(submissionId, SubmissionState.GRADED);
            completion.graded(submissionId, job.suiteVersionId(), record, sheet);
        }
    }

    private static String infrastructure(ScoreSheet sheet) {
        return sheet.tests().stream()
                .filter(test -> test.verdict() == Verdict.INFRASTRUCTURE)
                .findFirst()
                .map(test -> test.testId() + ": " + String.join("; ", test.messages()) + " "
                        + String.join("; ", test.staffMessages()))
                .orElse("");
    }
}

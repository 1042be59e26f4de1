package dev.grader.api.lease;

import dev.grader.api.job.Job;
import dev.grader.api.job.Jobs;
import dev.grader.api.job.Priority;
import dev.grader.api.sql.Sql;
import dev.grader.api.sql.Sql.StatementFailed;
import dev.grader.api.submission.SubmissionState;
import dev.grader.api.suite.Calibrations;
import dev.grader.api.suite.ImageSet;
import dev.grader.api.suite.TestSecrets;
import dev.grader.core.job.JobKind;
import dev.grader.core.job.Lease;
import dev.grader.core.job.LeaseRequest;
import dev.grader.core.measurement.CalibrationRecord;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Lends the next job to a worker, in one transaction. Two workers that ask at the same time never get the same job, since
 * the row is changed by compare-and-set; and never two jobs of one student, since a unique index forbids it: whoever
 * comes second begins anew.
 */
@Singleton
public class LeaseDesk {
    private static final Logger LOGGER = Logger.getLogger(LeaseDesk.class);
    private static final int ATTEMPTS = 5;

    private final Sql sql;
    private final Jobs jobs;
    private final CalibrationPlan calibrationPlan;
    private final Calibrations calibrations;
    private final TestSecrets secrets;
    private final LeaseSettings settings;
    private final FairOrder order;

    LeaseDesk(
            Sql sql,
            Jobs jobs,
            CalibrationPlan calibrationPlan,
            Calibrations calibrations,
            TestSecrets secrets,
            LeaseSettings settings) {
        this.sql = sql;
        this.jobs = jobs;
        this.calibrationPlan = calibrationPlan;
        this.calibrations = calibrations;
        this.secrets = secrets;
        this.settings = settings;
        this.order = new FairOrder(settings.suiteWorkPatience());
    }

    /** The worker's next job, if there is one that it can run. */
    public Optional<Lease> lease(LeaseRequest request) {
        if (request.protocolVersion() != Lease.PROTOCOL) {
            LOGGER.warnf(
                    "Worker %s speaks protocol %d, this API speaks %d: it gets no job. Update it.",
                    request.worker(), request.protocolVersion(), Lease.PROTOCOL);
            return Optional.empty();
        }
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return QuarkusTransaction.requiringNew().call(() -> leaseNext(request));
            } catch (StatementFailed failed) {
                if (!failed.isUniqueViolation()) {
                    throw failed;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Lease> leaseNext(LeaseRequest request) {
        CalibrationPlan.Offer offer = calibrationPlan.offer(request);
        return order.sorted(candidates(request, offer)).stream()
                .map(candidate -> claim(candidate.jobId(), request.worker()))
                .flatMap(Optional::stream)
                .findFirst()
                .map(claimed -> lend(claimed, request));
    }

    private List<Candidate> candidates(LeaseRequest request, CalibrationPlan.Offer offer) {
        return sql.list(
                """
                SELECT DISTINCT ON (job.course_id, job.student_id, job.priority)
                       job.id, job.priority, extract(epoch FROM now() - job.accepted_at) AS waiting, job.course_id,
                       (SELECT max(last_leased_at) FROM turn WHERE turn.course_id = job.course_id) AS course_turn,
                       turn.last_leased_at AS student_turn
                FROM job LEFT JOIN turn ON turn.course_id = job.course_id AND turn.student_id = job.student_id
                WHERE job.state = 'QUEUED' AND job.capability = ANY (?)
                  AND (job.not_before IS NULL OR job.not_before <= now())
                  AND (job.kind <> 'CALIBRATE' AND job.suite_version_id = ANY (CAST(? AS bigint[]))
                       OR job.kind = 'CALIBRATE' AND job.machine_kind = ? AND job.images = ANY (?))
                  AND NOT EXISTS (SELECT 1 FROM job running
                                  WHERE running.student_id = job.student_id AND running.state = 'LEASED')
                ORDER BY job.course_id, job.student_id, job.priority, job.accepted_at, job.id
                """,
                row -> new Candidate(
                        row.uuid("id"),
                        row.constant(Priority.class, "priority"),
                        row.real("waiting"),
                        row.number("course_id"),
                        row.instantOrNull("course_turn"),
                        row.instantOrNull("student_turn")),
                List.copyOf(request.capabilities()),
                offer.suiteVersions(),
                request.machineKind(),
                offer.imageSets());
    }

    private record Claimed(UUID jobId, long token, Instant expiresAt) {}

    private Optional<Claimed> claim(UUID jobId, String worker) {
        return sql.first(
                """
                UPDATE job SET state = 'LEASED', owner = ?, token = token + 1, claims = claims + 1, leased_at = now(),
                               started_at = NULL, not_before = NULL, lease_until = now() + make_interval(secs => ?)
                WHERE id = (SELECT id FROM job WHERE id = ? AND state = 'QUEUED' FOR UPDATE SKIP LOCKED)
                RETURNING id, token, lease_until
                """,
                row -> new Claimed(row.uuid("id"), row.number("token"), row.instant("lease_until")),
                worker,
                (double) settings.seconds(),
                jobId);
    }

    private record SuiteFacts(String digest, String image, long seedSecret, Map<String, Long> testSecrets) {}

    private Lease lend(Claimed claimed, LeaseRequest request) {
        Job job = jobs.find(claimed.jobId()).orElseThrow();
        UUID submissionId = job.submissionId();
        if (submissionId != null) {
            jobs.moveSubmission(submissionId, SubmissionState.RUNNING);
            noteTurn(job.id());
        }
        SuiteFacts suite = sql.first(
                        "SELECT digest, image, seed_secret FROM suite_version WHERE id = ?",
                        row -> new SuiteFacts(
                                row.text("digest"),
                                row.text("image"),
                                row.number("seed_secret"),
                                secrets.of(job.suiteVersionId())),
                        job.suiteVersionId())
                .orElseThrow();
        LOGGER.infof("Job %s lent to %s, claim %d, token %d", job.id(), request.worker(), job.claims(), job.token());
        return new Lease(
                job.id(),
                claimed.token(),
                job.kind(),
                claimed.expiresAt(),
                settings.heartbeatSeconds(),
                suite.digest(),
                job.kind() instanceof JobKind.Calibrate ? null : calibration(job, suite, request),
                suite.seedSecret(),
                suite.testSecrets());
    }

    private CalibrationRecord calibration(Job job, SuiteFacts suite, LeaseRequest request) {
        return ImageSet.of(suite.image(), request.images())
                .flatMap(images -> calibrations.find(job.suiteVersionId(), request.machineKind(), images))
                .orElseThrow(() -> new IllegalStateException("job " + job.id() + " was offered without a calibration"));
    }

    private void noteTurn(UUID jobId) {
        sql.update("""
                INSERT INTO turn (course_id, student_id, last_leased_at)
                SELECT course_id, student_id, now() FROM job WHERE id = ?
                ON CONFLICT (course_id, student_id) DO UPDATE SET last_leased_at = excluded.last_leased_at
                """, jobId);
    }
}

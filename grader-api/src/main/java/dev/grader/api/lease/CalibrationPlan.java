package dev.grader.api.lease;

import dev.grader.api.job.Job;
import dev.grader.api.job.JobState;
import dev.grader.api.job.Jobs;
import dev.grader.api.sql.Sql;
import dev.grader.api.suite.CalibrationReuse;
import dev.grader.api.suite.ImageSet;
import dev.grader.api.suite.StoredSuites;
import dev.grader.api.suite.SuiteVersion;
import dev.grader.api.suite.SuiteVersions;
import dev.grader.core.job.JobKind;
import dev.grader.core.job.LeaseRequest;
import dev.grader.core.suite.Capability;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which suites a worker may be offered: those whose reference was measured on its kind of machine with its images. For
 * the others that have work waiting, or may get some, the measuring becomes a job, once: so a new kind of machine, or a new
 * image, is measured when its worker first asks, and not when a student waits. Tests that another version of the suite has
 * measured in the same way are taken over.
 */
@Singleton
public class CalibrationPlan {
    /** A calibration that was given up is tried again by itself only after so many minutes. */
    private static final int GIVEN_UP_MINUTES = 10;

    private final Sql sql;
    private final Jobs jobs;
    private final SuiteVersions versions;
    private final StoredSuites suites;
    private final CalibrationReuse reuse;

    CalibrationPlan(Sql sql, Jobs jobs, SuiteVersions versions, StoredSuites suites, CalibrationReuse reuse) {
        this.sql = sql;
        this.suites = suites;
        this.jobs = jobs;
        this.versions = versions;
        this.reuse = reuse;
    }

    /**
     * What the worker may do.
     *
     * @param suiteVersions that are calibrated on its kind of machine
     * @param imageSets of its images, for which it may calibrate
     */
    record Offer(List<Long> suiteVersions, List<String> imageSets) {}

    private record Waiting(long suiteVersionId, long courseId, String image, Capability capability) {}

    Offer offer(LeaseRequest request) {
        List<Long> ready = new ArrayList<>();
        List<String> imageSets = new ArrayList<>();
        for (Waiting waiting : waiting(request)) {
            Optional<ImageSet> images = ImageSet.of(waiting.image(), request.images());
            if (images.isEmpty()) {
                continue;
            }
            imageSets.add(images.get().text());
            if (isCalibrated(waiting, request.machineKind(), images.get())) {
                ready.add(waiting.suiteVersionId());
                continue;
            }
            SuiteVersion version = versions.find(waiting.suiteVersionId()).orElseThrow();
            if (!suites.isReadable(version.digest())) {
                continue;
            }
            if (reuse.takeOver(version, request.machineKind(), images.get())) {
                ready.add(waiting.suiteVersionId());
            } else {
                List<String> missing = reuse.known(version, request.machineKind(), images.get())
                        .map(CalibrationReuse.Known::missing)
                        .orElse(List.of());
                calibrate(waiting, request.machineKind(), images.get(), missing);
            }
        }
        return new Offer(ready, imageSets);
    }

    /** Versions with work in the queue, and the newest published one of every assignment that is not long over. */
    private List<Waiting> waiting(LeaseRequest request) {
        return sql.list(
                """
                SELECT suite_version.id, job.course_id, suite_version.image, suite_version.capability
                FROM job JOIN suite_version ON suite_version.id = job.suite_version_id
                WHERE job.state = 'QUEUED' AND job.capability = ANY (?)
                UNION
                (SELECT DISTINCT ON (assignment.id)
                        suite_version.id, assignment.course_id, suite_version.image, suite_version.capability
                 FROM suite_version JOIN assignment ON assignment.id = suite_version.assignment_id
                 WHERE suite_version.state = 'PUBLISHED' AND suite_version.capability = ANY (?)
                   AND coalesce(assignment.closes, assignment.due + interval '30 days') > now()
                 ORDER BY assignment.id, suite_version.version DESC)
                ORDER BY id
                """,
                row -> new Waiting(
                        row.number("id"),
                        row.number("course_id"),
                        row.text("image"),
                        row.constant(Capability.class, "capability")),
                List.copyOf(request.capabilities()),
                List.copyOf(request.capabilities()));
    }

    private boolean isCalibrated(Waiting waiting, String machineKind, ImageSet images) {
        return sql.count("""
                        SELECT count(*) AS n FROM calibration
                        WHERE suite_version_id = ? AND machine_kind = ? AND images = ?
                        """, waiting.suiteVersionId(), machineKind, images.text()) > 0;
    }

    private void calibrate(Waiting waiting, String machineKind, ImageSet images, List<String> tests) {
        long givenUp = sql.count("""
                SELECT count(*) AS n FROM job
                WHERE suite_version_id = ? AND machine_kind = ? AND images = ? AND state = 'SYSTEM_ERROR'
                  AND leased_at > now() - make_interval(mins => ?)
                """, waiting.suiteVersionId(), machineKind, images.text(), GIVEN_UP_MINUTES);
        if (givenUp == 0) {
            jobs.insertSuiteJob(
                    new Job(
                            UUID.randomUUID(),
                            new JobKind.Calibrate(tests),
                            JobState.QUEUED,
                            waiting.capability(),
                            waiting.suiteVersionId(),
                            null,
                            machineKind,
                            images.text(),
                            0,
                            0,
                            null,
                            null),
                    waiting.courseId());
        }
    }
}

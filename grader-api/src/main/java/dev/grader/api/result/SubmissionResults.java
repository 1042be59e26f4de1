package dev.grader.api.result;

import dev.grader.api.grade.Grade;
import dev.grader.core.measurement.MeasurementRecord.StepTiming;
import dev.grader.core.score.ScoreSheet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What grading has found out about submissions. */
public interface SubmissionResults {
    /** The grade that counts, once there is one. */
    Optional<GradedResult> result(UUID submissionId);

    /**
     * A grade with the marks that were released.
     *
     * @param outputs test id to what the student's code printed, without tests that printed nothing
     * @param givenUp test id to why its run after the grading was given up
     * @param byPeople ids of the tests that people grade
     */
    record GradedResult(
            ScoreSheet sheet,
            Map<String, String> outputs,
            Map<String, String> givenUp,
            Set<String> byPeople,
            GradedBy by) {
        public GradedResult {
            byPeople = Set.copyOf(byPeople);
            givenUp = Map.copyOf(givenUp);
            outputs = Map.copyOf(outputs);
        }
    }

    /**
     * What made a grade.
     *
     * @param suiteVersion number of the suite version that scored it
     * @param suiteDigest SHA-256 of that version's bundle
     * @param images sandbox image name to its digest, in which it was measured first
     * @param machineKind on which it was measured first
     * @param revision from 1; grows when the grade is completed, or when a new suite version is applied
     */
    record GradedBy(
            int suiteVersion,
            String suiteDigest,
            Map<String, String> images,
            String machineKind,
            int revision,
            Grade.Cause cause,
            Instant at) {
        public GradedBy {
            images = Map.copyOf(images);
        }
    }

    /** How far the submission's job has come. */
    JobTimes times(UUID submissionId);

    /**
     * Place in the queue, 1 for the next; empty when it is not queued. By the time of acceptance: as students and courses
     * take turns, it can be graded sooner or later than that.
     */
    OptionalInt queuePosition(UUID submissionId);

    /**
     * When things happened to a job; null for what has not happened.
     *
     * @param claims how many times a worker took it
     */
    record JobTimes(
            @Nullable Instant publishedAt,
            @Nullable Instant leasedAt,
            @Nullable Instant startedAt,
            @Nullable Instant comparedAt,
            @Nullable Instant scoredAt,
            List<StepTiming> steps,
            int claims) {
        public JobTimes {
            steps = List.copyOf(steps);
        }
    }
}

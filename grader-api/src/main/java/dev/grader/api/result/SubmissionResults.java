package dev.grader.api.result;

import dev.grader.core.measurement.MeasurementRecord.StepTiming;
import dev.grader.core.score.ScoreSheet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What grading has found out about submissions. */
public interface SubmissionResults {
    /** The scores, once there are some. */
    Optional<ScoreSheet> sheet(UUID submissionId);

    /** Test id to what the student's code printed, without tests that printed nothing. */
    Map<String, String> outputs(UUID submissionId);

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

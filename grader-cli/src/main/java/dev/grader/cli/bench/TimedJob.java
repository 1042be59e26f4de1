package dev.grader.cli.bench;

import dev.grader.cli.submit.Submission.Result;
import dev.grader.core.measurement.MeasurementRecord.StepTiming;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A submission with the moments of its job, as the service shows them.
 *
 * @param claims how many times a worker took it; more than once after a fault
 */
record TimedJob(String id, Instant submittedAt, String state, int claims, Timings timings, Optional<Result> result) {
    /** When things happened; empty for what has not happened. */
    record Timings(
            Optional<Instant> acceptedAt,
            Optional<Instant> publishedAt,
            Optional<Instant> leasedAt,
            Optional<Instant> startedAt,
            Optional<Instant> comparedAt,
            Optional<Instant> scoredAt,
            List<StepTiming> steps) {
        Timings {
            steps = List.copyOf(steps);
        }
    }

    boolean isDone() {
        return !state.equals("QUEUED") && !state.equals("RUNNING");
    }

    /** A benchmark of correct solutions is void when one of them is graded as anything else. */
    boolean hasFullMarks() {
        return result.filter(one -> one.finalPoints().compareTo(one.maximum()) == 0)
                .isPresent();
    }
}

package dev.grader.api.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which job goes first: students' jobs before the work on suites, until that has waited long enough; then the course
 * whose turn is longest ago, in it the student whose turn is longest ago, then the oldest job. So a course with
 * hundreds of uploads does not make another wait for all of them, nor one eager student a class.
 */
final class FairOrder {
    private final double patienceSeconds;

    FairOrder(Duration suiteWorkPatience) {
        this.patienceSeconds = suiteWorkPatience.toMillis() / 1000.0;
    }

    List<Candidate> sorted(List<Candidate> candidates) {
        return candidates.stream()
                .sorted(Comparator.comparingInt(this::rank)
                        .thenComparing(candidate -> turn(candidate.courseTurn()))
                        .thenComparingLong(Candidate::courseId)
                        .thenComparing(candidate -> turn(candidate.studentTurn()))
                        .thenComparingDouble(candidate -> -candidate.waiting())
                        .thenComparing(Candidate::jobId))
                .toList();
    }

    private int rank(Candidate candidate) {
        return switch (candidate.priority()) {
            case GRADE, RERUN -> candidate.priority().rank();
            case PROVE, CALIBRATE ->
                candidate.waiting() >= patienceSeconds
                        ? 0
                        : candidate.priority().rank();
        };
    }

    private static Instant turn(@Nullable Instant last) {
        return Objects.requireNonNullElse(last, Instant.MIN);
    }
}

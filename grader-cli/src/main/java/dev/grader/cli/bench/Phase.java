package dev.grader.cli.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A stretch of a submission's way. All but the last follow on each other. */
enum Phase {
    ACCEPT("submitted → accepted", Moment.SUBMITTED, Moment.ACCEPTED),
    PUBLISH("accepted → published", Moment.ACCEPTED, Moment.PUBLISHED),
    WAIT("published → leased", Moment.PUBLISHED, Moment.LEASED),
    START("leased → started", Moment.LEASED, Moment.STARTED),
    RUN("started → compared", Moment.STARTED, Moment.COMPARED),
    SCORE("compared → scored", Moment.COMPARED, Moment.SCORED),
    TOTAL("submitted → scored", Moment.SUBMITTED, Moment.SCORED);

    private final String words;
    private final Moment begin;
    private final Moment end;

    Phase(String words, Moment begin, Moment end) {
        this.words = words;
        this.begin = begin;
        this.end = end;
    }

    private enum Moment {
        SUBMITTED,
        ACCEPTED,
        PUBLISHED,
        LEASED,
        STARTED,
        COMPARED,
        SCORED;

        Optional<Instant> of(TimedJob job) {
            return switch (this) {
                case SUBMITTED -> Optional.of(job.submittedAt());
                case ACCEPTED -> job.timings().acceptedAt();
                case PUBLISHED -> job.timings().publishedAt();
                case LEASED -> job.timings().leasedAt();
                case STARTED -> job.timings().startedAt();
                case COMPARED -> job.timings().comparedAt();
                case SCORED -> job.timings().scoredAt();
            };
        }
    }

    String words() {
        return words;
    }

    /** Seconds that it took; empty when one of its ends did not happen. */
    Optional<Double> seconds(TimedJob job) {
        return begin.of(job).flatMap(from -> end.of(job).map(to -> Seconds.between(from, to)));
    }

    /** Durations as the arithmetic of a benchmark needs them. */
    static final class Seconds {
        private static final double NANOS = 1e9;

        private Seconds() {}

        static double between(Instant from, Instant to) {
            return Duration.between(from, to).toNanos() / NANOS;
        }
    }
}

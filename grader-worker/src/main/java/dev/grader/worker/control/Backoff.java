package dev.grader.worker.control;

import java.time.Duration;

/**
 * How long to wait before the next try: doubles with every failure in a row.
 *
 * @param first after one failure
 * @param most however many there were
 */
public record Backoff(Duration first, Duration most) {
    private static final int MOST_DOUBLINGS = 30;

    /** For an API that does not answer: soon enough that a restart is not noticed, seldom enough to let it come up. */
    public static final Backoff API = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15));

    /** Wait after so many failures in a row, at least one. */
    public Duration after(int failures) {
        Duration doubled = first.multipliedBy(1L << Math.clamp(failures - 1L, 0, MOST_DOUBLINGS));
        return doubled.compareTo(most) < 0 ? doubled : most;
    }
}

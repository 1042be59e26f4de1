package dev.grader.api.dispatch;

import java.time.Duration;

/**
 * When to try again what has failed: after one second at first, then twice as long each time up to a longest pause.
 * Moments are those of a {@link dev.grader.api.time.MonotonicClock}.
 */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final Duration longest;
    private Duration pause = Duration.ZERO;
    private Duration next = Duration.ZERO;

    Backoff(Duration longest) {
        this.longest = longest;
    }

    boolean mayTry(Duration now) {
        return now.compareTo(next) >= 0;
    }

    /** Whether the last attempt failed. */
    boolean isFailing() {
        return !pause.isZero();
    }

    void failed(Duration now) {
        Duration doubled = pause.isZero() ? FIRST : pause.multipliedBy(2);
        pause = doubled.compareTo(longest) < 0 ? doubled : longest;
        next = now.plus(pause);
    }

    void succeeded() {
        pause = Duration.ZERO;
        next = Duration.ZERO;
    }
}

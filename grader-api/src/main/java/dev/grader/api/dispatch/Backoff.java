package dev.grader.api.dispatch;

import java.time.Duration;
import java.time.Instant;

/** When to try again what has failed: after one second at first, then twice as long each time up to a longest pause. */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final Duration longest;
    private Duration pause = Duration.ZERO;
    private Instant next = Instant.MIN;

    Backoff(Duration longest) {
        this.longest = longest;
    }

    boolean mayTry(Instant now) {
        return !now.isBefore(next);
    }

    /** Whether the last attempt failed. */
    boolean isFailing() {
        return !pause.isZero();
    }

    void failed(Instant now) {
        Duration doubled = pause.isZero() ? FIRST : pause.multipliedBy(2);
        pause = doubled.compareTo(longest) < 0 ? doubled : longest;
        next = now.plus(pause);
    }

    void succeeded() {
        pause = Duration.ZERO;
        next = Instant.MIN;
    }
}

package dev.grader.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration NOON = Duration.ofHours(12);

    private final Backoff backoff = new Backoff(Duration.ofSeconds(5));

    @Test
    void thePauseDoublesUpToTheLongest() {
        int[] pauses = {1, 2, 4, 5, 5};
        Duration now = NOON;
        for (int pause : pauses) {
            backoff.failed(now);
            assertThat(backoff.mayTry(now.plusSeconds(pause).minusMillis(1))).isFalse();
            now = now.plusSeconds(pause);
            assertThat(backoff.mayTry(now)).isTrue();
        }
    }

    @Test
    void successEndsIt() {
        backoff.failed(NOON);
        backoff.succeeded();

        assertThat(backoff.isFailing()).isFalse();
        assertThat(backoff.mayTry(NOON)).isTrue();
    }
}

package dev.grader.worker.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doublesUpToTheMost() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(15));
        assertThat(backoff.after(1)).hasSeconds(1);
        assertThat(backoff.after(2)).hasSeconds(2);
        assertThat(backoff.after(4)).hasSeconds(8);
        assertThat(backoff.after(5)).hasSeconds(15);
        assertThat(backoff.after(Integer.MAX_VALUE)).hasSeconds(15);
    }
}

package dev.grader.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.worker.control.Backoff;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FaultBreakerTest {
    private Instant now = Instant.EPOCH;
    private final FaultBreaker breaker =
            new FaultBreaker(new Backoff(Duration.ofSeconds(30), Duration.ofSeconds(100)), () -> now);

    @Test
    void oneJobAloneCannotStopAWorker() {
        fail(FaultBreaker.FAULTS - 1);
        assertThat(breaker.paused()).isEmpty();
    }

    @Test
    void aGoodJobEndsTheRow() {
        fail(FaultBreaker.FAULTS - 1);
        breaker.succeeded();
        fail(FaultBreaker.FAULTS - 1);
        assertThat(breaker.paused()).isEmpty();
    }

    @Test
    void everyFurtherFaultPausesForLonger() {
        fail(FaultBreaker.FAULTS);
        assertThat(pauseSeconds()).isEqualTo(30);
        fail(1);
        assertThat(pauseSeconds()).isEqualTo(60);
        fail(1);
        assertThat(pauseSeconds()).isEqualTo(100);
        breaker.succeeded();
        assertThat(breaker.paused()).isEmpty();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed("broken");
        }
    }

    /** Lets the pause pass. */
    private long pauseSeconds() {
        Instant begun = now;
        while (breaker.paused().isPresent()) {
            now = now.plusSeconds(1);
        }
        return Duration.between(begun, now).toSeconds();
    }
}

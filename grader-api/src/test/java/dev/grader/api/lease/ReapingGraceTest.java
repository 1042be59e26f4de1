package dev.grader.api.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReapingGraceTest {
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    private final ReapingGrace grace = new ReapingGrace(Duration.ofSeconds(20));

    @Test
    void workersGetTheTimeForTwoHeartbeatsAfterTheStart() {
        assertThat(grace.answered(START)).isFalse();
        assertThat(grace.answered(START.plusSeconds(39))).isFalse();
        assertThat(grace.answered(START.plusSeconds(40))).isTrue();
    }

    @Test
    void theyGetItAgainAfterTheDatabaseWasAway() {
        grace.answered(START);
        grace.silent();

        assertThat(grace.answered(START.plusSeconds(100))).isFalse();
        assertThat(grace.answered(START.plusSeconds(140))).isTrue();
    }
}

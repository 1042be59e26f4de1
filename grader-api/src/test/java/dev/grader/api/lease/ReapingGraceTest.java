package dev.grader.api.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReapingGraceTest {
    private static final Duration START = Duration.ofSeconds(3);

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

package dev.grader.core.late;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.late.policy.LateUnit;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "HOUR,     PT49H,       2 days 1 h",
        "HOUR,     PT49H1S,     2 days 1 h 1 s", // the fiftieth hour
        "HOUR,     PT49H2M5S,   2 days 1 h 2 min",
        "HOUR,     PT27H3S,     27 h 3 s",
        "HOUR,     PT3H12M5S,   3 h 12 min",
        "DAY,      PT49H1S,     2 days 1 h",
        "DAY,      PT48H1S,     2 days 1 s",
        "DAY,      PT24H1S,     24 h 1 s",
        "DAY,      PT27H3S,     27 h",
        "HALF_DAY, PT60H,       2 days 12 h",
        "HALF_DAY, PT60H1S,     2 days 12 h 1 s",
        "HALF_DAY, PT36H5M,     36 h 5 min",
    })
    void whatBeganAUnitIsTold(LateUnit unit, Duration late, String words) {
        assertThat(Durations.words(late.toSeconds(), unit)).isEqualTo(words);
    }
}

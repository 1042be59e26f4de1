package dev.grader.core.late;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinalPointsTest {
    @ParameterizedTest
    @CsvSource({
        "87.5, 0, 1, 87.5",
        "87.5, 4, 1, 78.8",
        "87.5, 4, 2, 78.75",
        "0.05, 4, 1, 0.0",
        "87.5, 40, 1, 0.0",
    })
    void thePenaltyIsOfTheEarnedPointsRoundedOnce(BigDecimal points, int days, int scale, String expected) {
        LedgerLine line = LateLedger.evaluate(
                        LateLedgerTest.policy(0, 3, 5, 10), List.of(LateLedgerTest.event("hw", Duration.ofDays(days))))
                .getFirst();
        assertThat(FinalPoints.apply(points, line, scale)).isEqualTo(new BigDecimal(expected));
    }
}

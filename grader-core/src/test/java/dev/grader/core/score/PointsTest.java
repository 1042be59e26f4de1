package dev.grader.core.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointsTest {
    @ParameterizedTest
    @CsvSource({
        // the scale of the step, not that of the share: 6.5 and never 6.500000
        "20, 0.333333333333, 0.5, 6.5",
        "30, 0, 0.5, 0.0",
        "30, 0.5, 0.5, 15.0",
        "30, 0.5, 1, 15",
        "30, 0.999999, 0.25, 29.75",
        // two thirds of 3 are 2, although the share has been cut
        "3, 0.666666666667, 1, 2",
        "3, 0.66666667, 1, 2",
        // less than everything never rounds up to everything
        "10, 0.99999999, 0.1, 9.9",
        "10, 1, 0.3, 10",
    })
    void pointsAreRoundedDownToTheStepAndWrittenLikeIt(
            BigDecimal maximum, BigDecimal share, BigDecimal step, String points) {
        assertThat(Points.of(maximum, share, step).toPlainString()).isEqualTo(points);
    }

    @Test
    void aNegativeShareIsNothing() {
        assertThat(Points.of(BigDecimal.TEN, BigDecimal.valueOf(-1), BigDecimal.ONE))
                .isZero();
    }

    @Test
    void thereIsNoStepOfNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Points.of(BigDecimal.TEN, BigDecimal.valueOf(0.5), BigDecimal.ZERO));
    }
}

package dev.grader.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTest {
    @ParameterizedTest
    @CsvSource({"0.000000, 0", "70.00, 70", "100, 100", "6.50, 6.5", "1E+2, 100", "0.05, 0.05"})
    void zerosAtTheEndAreLeftOutAndThereIsNoExponent(BigDecimal number, String words) {
        assertThat(Decimal.words(number)).isEqualTo(words);
    }
}

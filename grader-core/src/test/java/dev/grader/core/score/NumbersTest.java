package dev.grader.core.score;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0.1312, 0.1312",
        "-0.13121234, -0.1312",
        "2, 2.0",
        "0, 0",
        "1234.56, 1234.6",
        "100, 100.0",
        "0.00000015, 1.500e-07",
        "NaN, NaN",
        "-Infinity, -infinity",
    })
    void numbersHaveFourDigits(double value, String words) {
        assertThat(Numbers.words(value)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "0.12, about 10 %",
        "0.011, about 1 %",
        "0.9, about 100 %",
        "1.2, about 100 %",
        "55, more than 100 %",
        "1.7e308, more than 100 %",
        "0.0009, about 0.1 %",
        "1e-6, about 0.0001 %",
        "1e-9, less than 0.0001 %",
    })
    void magnitudesArePowersOfTen(double error, String words) {
        assertThat(Numbers.orderOfMagnitude(error)).isEqualTo(words);
    }
}

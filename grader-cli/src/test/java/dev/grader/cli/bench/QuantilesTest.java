package dev.grader.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {
    @Test
    void aPercentileIsTheValueOfItsRankInWhateverOrderTheValuesCome() {
        // 100, 99, … 1: the p-th percentile of the numbers 1 to 100 is p
        Quantiles hundred = Quantiles.of(
                IntStream.rangeClosed(1, 100).mapToObj(number -> 101.0 - number).toList());

        assertThat(hundred.at(50)).hasValue(50);
        assertThat(hundred.at(95)).hasValue(95);
        assertThat(hundred.at(99)).hasValue(99);
        assertThat(hundred.at(100)).hasValue(100);
        assertThat(hundred.at(1)).hasValue(1);
    }

    @Test
    void ofFewValuesTheHighPercentilesAreTheLargest() {
        Quantiles ten = Quantiles.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 30.0));

        // rank 5 of 10, then ranks 9.5 and 9.9 rounded up
        assertThat(ten.at(50)).hasValue(5);
        assertThat(ten.at(95)).hasValue(30);
        assertThat(ten.at(99)).hasValue(30);
    }

    @Test
    void oneValueIsEveryPercentileAndNoValueIsNone() {
        assertThat(Quantiles.of(List.of(7.0)).at(50)).hasValue(7);
        assertThat(Quantiles.of(List.of(7.0)).at(99)).hasValue(7);
        assertThat(Quantiles.of(List.of()).at(50)).isEmpty();
    }

    @Test
    void thereIsNoPercentileOutsideOneToHundred() {
        Quantiles one = Quantiles.of(List.of(7.0));

        assertThatIllegalArgumentException().isThrownBy(() -> one.at(0));
        assertThatIllegalArgumentException().isThrownBy(() -> one.at(101));
    }
}

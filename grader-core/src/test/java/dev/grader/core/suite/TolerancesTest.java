package dev.grader.core.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.compare.TensorComparison;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class TolerancesTest {
    private static final Tolerances USUAL = new Tolerances(1e-7, 1e-4);

    @Test
    void numbersInFloatingPointHaveThoseOfTheirType() {
        assertThat(USUAL.of(ElementType.FLOAT64)).isEqualTo(1e-7);
        assertThat(USUAL.of(ElementType.FLOAT32)).isEqualTo(1e-4);
        assertThat(USUAL.of(null)).isEqualTo(1e-4);
    }

    @Test
    void aWholeNumberIsRightOrWrong() {
        Tensor judge = Tensor.ofLongs(List.of(1L), 61_706);
        double tolerance = USUAL.of(judge.type());

        assertThat(TensorComparison.compare(judge, Tensor.ofLongs(List.of(1L), 61_705))
                        .within(tolerance))
                .isFalse();
        assertThat(TensorComparison.compare(judge, Tensor.ofDoubles(List.of(1L), 61_706.00000000001))
                        .within(tolerance))
                .isTrue();
        assertThat(Tolerances.of(1e-2).of(judge.type())).isEqualTo(1e-2);
    }
}

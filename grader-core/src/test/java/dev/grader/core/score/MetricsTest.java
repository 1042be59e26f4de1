package dev.grader.core.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.grader.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final Tensor LABELS = Tensor.ofLongs(List.of(4L), 0, 1, 2, 2);

    @Test
    void accuracyIsTheShareOfRowsWithTheLargestOutputAtTheLabel() throws MetricException {
        assertThat(accuracy(9, 0, 0, 0, 9, 0, 0, 0, 9, 9, 0, 0)).isEqualTo(0.75);
    }

    @Test
    void aRowThatIsNotFiniteIsWrong() throws MetricException {
        float infinite = Float.POSITIVE_INFINITY;
        assertThat(accuracy(9, Float.NaN, 0, 0, infinite, 0, 0, 0, 9, 0, 0, 9)).isEqualTo(0.5);
    }

    @Test
    void tiesDoNotFavourTheStudent() throws MetricException {
        assertThat(accuracy(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).isZero();
    }

    @Test
    void aLabelBeyondTheOutputsIsWrong() throws MetricException {
        assertThat(Metrics.accuracy(Tensor.ofDoubles(List.of(2L, 1L), 1, 1), Tensor.ofLongs(List.of(2L), 0, 3)))
                .isEqualTo(0.5);
    }

    @Test
    void predictionsOfAnotherShapeAreRefused() {
        assertThatThrownBy(() -> Metrics.accuracy(Tensor.ofDoubles(List.of(4L), 1, 1, 1, 1), LABELS))
                .hasMessage("the model's predictions must have the shape [4, classes], they have the shape [4]");
        assertThatThrownBy(() -> Metrics.accuracy(Tensor.ofDoubles(List.of(1L, 2L), 1, 1), LABELS))
                .hasMessageContaining("they have the shape [1, 2]");
    }

    private static double accuracy(float... outputs) throws MetricException {
        return Metrics.accuracy(Tensor.ofFloats(List.of(4L, 3L), outputs), LABELS);
    }
}

package dev.grader.core.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.compare.TensorComparison;
import dev.grader.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CauseTest {
    private static final Tensor JUDGE = Suites.vector(1, -2, 3, 4, 0.5, 7);

    @Test
    void aFlippedSignIsSeen() {
        assertThat(cause(Suites.vector(-1, 2, -3, -4, -0.5, -7))).contains("the sign is flipped");
    }

    @Test
    void aConstantFactorIsSeen() {
        assertThat(cause(Suites.vector(2, -4, 6, 8, 1, 14)).orElseThrow())
                .startsWith("the worst elements are all 2.0 times what is expected");
    }

    @Test
    void aConstantOffsetIsSeen() {
        assertThat(cause(Suites.vector(1.5, -1.5, 3.5, 4.5, 1, 7.5)).orElseThrow())
                .startsWith("the worst elements are all off by the same amount, 0.5");
    }

    @Test
    void zerosAreSeen() {
        assertThat(cause(Suites.vector(0, 0, 0, 0, 0, 0)).orElseThrow()).contains("all 0");
    }

    @Test
    void noCauseIsInvented() {
        assertThat(cause(Suites.vector(1, -2, 3, 4, 0.5, 8))).isEmpty();
        assertThat(cause(Suites.vector(1.1, -2.7, 3.3, 4.9, 0.6, 8))).isEmpty();
        assertThat(cause(Suites.vector(-1, 2, -3, -4, Double.NaN, -7))).isEmpty();
        assertThat(cause(JUDGE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2x3, 3x2, transposed",
        "2x3, 2x1x3, size 1",
        "2x3x4, 3x2x4, another order",
        "8x3, 3, batch",
        "3, 8x3, batch",
    })
    void shapesHaveTypicalMistakes(String expected, String actual, String cause) {
        assertThat(Cause.of(TensorComparison.compare(zeros(expected), zeros(actual)))
                        .orElseThrow())
                .contains(cause);
    }

    @Test
    void anyOtherShapeHasNoCause() {
        assertThat(Cause.of(TensorComparison.compare(zeros("2x3"), zeros("5x5"))))
                .isEmpty();
    }

    private static Optional<String> cause(Tensor actual) {
        return Cause.of(TensorComparison.compare(JUDGE, actual));
    }

    private static Tensor zeros(String shape) {
        List<Long> sizes = List.of(shape.split("x")).stream().map(Long::valueOf).toList();
        return Tensor.ofDoubles(
                sizes,
                new double[(int) sizes.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b)]);
    }
}

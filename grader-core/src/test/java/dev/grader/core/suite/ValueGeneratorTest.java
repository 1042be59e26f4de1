package dev.grader.core.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.grader.core.suite.Value.Distribution;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Npy;
import dev.grader.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ValueGeneratorTest {
    private static final double[] RECORDED_NORMAL = {
        -0.04174152338145233, -0.18308020910924752, 0.8764814690994567, 0.18137224678834885
    };
    private static final double[] RECORDED_INTEGERS = {13, 57, 23, 78};

    @Test
    void drawsTheSameNumbersForEver() {
        // Recorded once: a change of these would change what earlier submissions were tested with.
        assertThat(generate(value(Distribution.NORMAL, ElementType.FLOAT64, 0, 1, 7, 4L), 0)
                        .toDoubles())
                .containsExactly(RECORDED_NORMAL);
        assertThat(generate(value(Distribution.INTEGERS, ElementType.INT64, 0, 100, 7, 4L), 5)
                        .toDoubles())
                .containsExactly(RECORDED_INTEGERS);
    }

    @Test
    void drawsNormalNumbers() {
        double[] numbers = generate(value(Distribution.NORMAL, ElementType.FLOAT64, 3, 2, 1, 100_000L), 0)
                .toDoubles();

        double mean = Arrays.stream(numbers).average().orElseThrow();
        double variance = Arrays.stream(numbers)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();
        double beyond = Arrays.stream(numbers).filter(x -> Math.abs(x - 3) > 4).count() / 100_000.0;
        // Five standard errors of each estimate.
        assertThat(mean).isCloseTo(3, within(5 * 2 / Math.sqrt(100_000)));
        assertThat(variance).isCloseTo(4, within(5 * 4 * Math.sqrt(2.0 / 100_000)));
        assertThat(beyond).isCloseTo(0.0455, within(5 * Math.sqrt(0.0455 / 100_000)));
    }

    @Test
    void drawsInsideTheRange() {
        double[] uniform = generate(value(Distribution.UNIFORM, ElementType.FLOAT32, -2, 2, 1, 10_000L), 0)
                .toDoubles();
        double[] integers = generate(value(Distribution.INTEGERS, ElementType.UINT8, 0, 256, 1, 10_000L), 0)
                .toDoubles();

        assertThat(Arrays.stream(uniform).min().orElseThrow()).isBetween(-2.0, -1.99);
        assertThat(Arrays.stream(uniform).max().orElseThrow()).isBetween(1.99, 2.0);
        assertThat(Arrays.stream(integers).distinct().count()).isEqualTo(256);
    }

    @Test
    void fillsEveryType() {
        for (ElementType type : ElementType.values()) {
            Tensor tensor = generate(value(Distribution.CONSTANT, type, 1, 0, 0, 2L, 3L), 9);

            assertThat(tensor.type()).isEqualTo(type);
            assertThat(tensor.shape()).containsExactly(2L, 3L);
            assertThat(tensor.toDoubles()).containsOnly(1);
        }
    }

    @Test
    void seedAndSaltChangeTheDraw() {
        Value seven = value(Distribution.NORMAL, ElementType.FLOAT32, 0, 1, 7, 8L);
        Value eight = value(Distribution.NORMAL, ElementType.FLOAT32, 0, 1, 8, 8L);

        assertThat(generate(seven, 1)).isEqualTo(generate(seven, 1));
        assertThat(List.of(
                        generate(seven, 0),
                        generate(seven, 1),
                        generate(seven, 2),
                        generate(eight, 0),
                        generate(eight, 1)))
                .doesNotHaveDuplicates();
    }

    @Test
    void readsStoredArraysWhateverTheSalt() {
        Tensor stored = Tensor.ofFloats(List.of(2L), 1, 2);
        Map<String, byte[]> files = Map.of("x.npy", Npy.write(stored));

        assertThat(ValueGenerator.generate(
                        new Value.Stored("x.npy"), path -> Objects.requireNonNull(files.get(path)), 77))
                .isEqualTo(stored);
    }

    @Test
    void aLiteralIsNoArray() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> generate(new Value.Literal(IntNode.valueOf(5)), 0))
                .withMessageContaining("literal 5");
    }

    private static Tensor generate(Value value, long salt) {
        return ValueGenerator.generate(value, path -> new byte[0], salt);
    }

    private static Value value(
            Distribution distribution, ElementType type, double first, double second, long seed, Long... shape) {
        return new Value.Generated(distribution, List.of(shape), type, first, second, seed);
    }
}

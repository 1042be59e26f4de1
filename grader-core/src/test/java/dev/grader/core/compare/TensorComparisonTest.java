package dev.grader.core.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.grader.core.compare.ErrorProfile.WorstElement;
import dev.grader.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorComparisonTest {
    private static final int PROPERTY_RUNS = 200;

    @Test
    void equalTensorsDifferNowhere() {
        Tensor tensor = Tensor.ofDoubles(List.of(2L, 2L), 1, -2, 0, 4);
        ErrorProfile profile = TensorComparison.compare(tensor, tensor);
        assertThat(profile.elements()).isEqualTo(4);
        assertThat(profile.maximum()).isZero();
        assertThat(profile.worst()).isEmpty();
        assertThat(profile.ladder()).hasSameSizeAs(ErrorProfile.TOLERANCES).containsOnly(0L);
        assertThat(profile.within(0)).isTrue();
    }

    @Test
    void theErrorIsRelativeToTheElementAndTheMean() {
        // mean|b| is 2, so the element 4 that is off by 3 has the error 3 / (2 + 4).
        ErrorProfile profile = TensorComparison.compare(
                Tensor.ofDoubles(List.of(1L, 3L), 2, -4, 0), Tensor.ofDoubles(List.of(1L, 3L), 2, -1, 0.02));
        assertThat(profile.maximum()).isEqualTo(0.5);
        assertThat(profile.worst())
                .containsExactly(
                        new WorstElement(List.of(0L, 1L), -4, -1, 0.5),
                        new WorstElement(List.of(0L, 2L), 0, 0.02, 0.01));
        assertThat(profile.ladder().subList(0, 4)).containsExactly(1L, 1L, 1L, 2L);
        assertThat(profile.median()).isEqualTo(0.01);
    }

    @Test
    void whereTheJudgeIsZeroTheErrorIsAbsolute() {
        ErrorProfile profile =
                TensorComparison.compare(Tensor.ofFloats(List.of(2L), 0, 0), Tensor.ofFloats(List.of(2L), 0, -0.25f));
        assertThat(profile.maximum()).isEqualTo(0.25);
    }

    @Test
    void belowTheLeastMeasureTheJudgeIsRoundOff() {
        Tensor judge = Tensor.ofDoubles(List.of(2L), 4e-7, -1e-7);
        Tensor other = Tensor.ofDoubles(List.of(2L), -2e-7, 3e-7);
        assertThat(TensorComparison.compare(judge, other).maximum()).isGreaterThan(0.5);
        assertThat(TensorComparison.compare(judge, other, 0.01).maximum()).isCloseTo(6e-5, within(1e-12));
        assertThat(TensorComparison.compare(Tensor.ofDoubles(List.of(1L), 0), Tensor.ofDoubles(List.of(1L), 1e-3), 0.01)
                        .maximum())
                .isCloseTo(0.1, within(1e-12));
    }

    @Test
    void theLeastMeasureDoesNotTouchLargerJudges() {
        Tensor judge = Tensor.ofDoubles(List.of(2L), 2, -4);
        Tensor actual = Tensor.ofDoubles(List.of(2L), 2, -1);
        assertThat(TensorComparison.compare(judge, actual, 0.01)).isEqualTo(TensorComparison.compare(judge, actual));
        assertThat(TensorComparison.meanMagnitude(judge)).isEqualTo(3);
    }

    @Test
    void emptyTensorsAreEqual() {
        ErrorProfile profile =
                TensorComparison.compare(Tensor.ofDoubles(List.of(0L, 3L)), Tensor.ofDoubles(List.of(0L, 3L)));
        assertThat(profile.elements()).isZero();
        assertThat(profile.within(0)).isTrue();
    }

    @Test
    void aScalarHasAnEmptyIndex() {
        ErrorProfile profile = TensorComparison.compare(Tensor.ofDoubles(List.of(), 2), Tensor.ofDoubles(List.of(), 3));
        assertThat(profile.worst()).containsExactly(new WorstElement(List.of(), 2, 3, 0.25));
    }

    @Test
    void aScalarIsNoVectorOfOne() {
        ErrorProfile profile =
                TensorComparison.compare(Tensor.ofDoubles(List.of(), 2), Tensor.ofDoubles(List.of(1L), 2));
        assertThat(profile.sameShape()).isFalse();
        assertThat(profile.within(1)).isFalse();
        assertThat(profile.ladder()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsInfinitelyWrong(double value) throws Exception {
        ErrorProfile profile = TensorComparison.compare(
                Tensor.ofDoubles(List.of(3L), 1, 1, 1), Tensor.ofDoubles(List.of(3L), 1, value, 1));
        assertThat(profile.notFinite()).isEqualTo(1);
        assertThat(profile.maximum()).isEqualTo(Double.MAX_VALUE);
        assertThat(profile.within(Double.MAX_VALUE)).isFalse();
        assertThat(profile.ladder()).containsOnly(1L);
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readValue(json.writeValueAsString(profile), ErrorProfile.class))
                .as("survives the wire")
                .isEqualTo(profile);
    }

    @Test
    void aJudgeThatIsNotFiniteIsNotTheStudentsFault() {
        Tensor judge = Tensor.ofDoubles(List.of(1L), Double.NaN);
        assertThatThrownBy(() -> TensorComparison.compare(judge, judge))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("reference not finite");
    }

    @Test
    void hugeAndTinyJudgesStillTellWrongFromRight() {
        assertThat(maximum(Double.MAX_VALUE, -Double.MAX_VALUE)).isEqualTo(1);
        assertThat(maximum(1e308, 0.9e308)).isCloseTo(0.05, within(1e-9));
        assertThat(maximum(Double.MIN_VALUE, 1)).isGreaterThan(1);
        assertThat(maximum(Double.MIN_VALUE, Double.MIN_VALUE)).isZero();
    }

    @Test
    void onlyTheWorstElementsAreKeptTheFirstOfEquals() {
        ErrorProfile profile = TensorComparison.compare(
                Tensor.ofDoubles(List.of(8L), 1, 1, 1, 1, 1, 1, 1, 1),
                Tensor.ofDoubles(List.of(8L), 2, 2, 2, 2, 2, 2, 2, 9));
        assertThat(profile.worst().stream().map(WorstElement::index))
                .containsExactly(List.of(7L), List.of(0L), List.of(1L), List.of(2L), List.of(3L));
    }

    @Test
    void typesNeedNotAgree() {
        assertThat(TensorComparison.compare(Tensor.ofLongs(List.of(2L), 1, 2), Tensor.ofFloats(List.of(2L), 1, 2))
                        .within(0))
                .isTrue();
    }

    @Test
    void scalingBothChangesNoError() {
        Random random = new Random(1);
        for (int run = 0; run < PROPERTY_RUNS; run++) {
            double[] judge = normal(random, 1 + random.nextInt(40));
            double[] actual = normal(random, judge.length);
            double scale = Math.scalb(1.0, random.nextInt(200) - 100);
            assertThat(profile(times(judge, scale), times(actual, scale)).maximum())
                    .isEqualTo(profile(judge, actual).maximum());
        }
    }

    @Test
    void theProfileFitsTheErrorsOfItsElements() {
        Random random = new Random(2);
        for (int run = 0; run < PROPERTY_RUNS; run++) {
            double[] judge = normal(random, 1 + random.nextInt(40));
            double[] actual = judge.clone();
            for (int i = 0; i < actual.length; i++) {
                actual[i] += random.nextBoolean() ? 0 : random.nextGaussian() * Math.pow(10, -random.nextInt(12));
            }
            ErrorProfile profile = profile(judge, actual);
            double mean = Arrays.stream(judge).map(Math::abs).average().orElseThrow();
            for (int rung = 0; rung < ErrorProfile.TOLERANCES.size(); rung++) {
                double tolerance = ErrorProfile.TOLERANCES.get(rung);
                long exceeding = 0;
                for (int i = 0; i < judge.length; i++) {
                    double error = Math.abs(actual[i] - judge[i]) / (mean + Math.abs(judge[i]));
                    exceeding += error > tolerance ? 1 : 0;
                }
                assertThat(profile.ladder().get(rung)).isEqualTo(exceeding);
                assertThat(profile.within(tolerance)).isEqualTo(exceeding == 0);
            }
            assertThat(profile.median()).isBetween(0.0, profile.maximum());
            assertThat(profile.worst().stream().map(WorstElement::error)).isSortedAccordingTo((a, b) -> b.compareTo(a));
        }
    }

    private static double maximum(double judge, double actual) {
        return profile(new double[] {judge}, new double[] {actual}).maximum();
    }

    private static ErrorProfile profile(double[] judge, double[] actual) {
        List<Long> shape = List.of((long) judge.length);
        return TensorComparison.compare(Tensor.ofDoubles(shape, judge), Tensor.ofDoubles(shape, actual));
    }

    private static double[] normal(Random random, int count) {
        return random.doubles(count).map(ignored -> random.nextGaussian()).toArray();
    }

    private static double[] times(double[] values, double factor) {
        return Arrays.stream(values).map(value -> value * factor).toArray();
    }
}

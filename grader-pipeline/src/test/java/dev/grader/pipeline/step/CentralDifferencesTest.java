package dev.grader.pipeline.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.grader.core.compare.ErrorProfile;
import dev.grader.core.compare.ErrorProfile.WorstElement;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.step.CentralDifferences.Result;
import dev.grader.pipeline.step.CentralDifferences.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CentralDifferencesTest {
    private static final double STEP = 1e-5;
    private static final Tensor ARGUMENT = Tensor.ofDoubles(List.of(2L, 3L), 0.5, -1, 2, 1.5, 0.1, -0.3);
    private static final Tensor UPSTREAM = Tensor.ofDoubles(List.of(2L, 3L), 1, -2, 0.5, 3, -1, 0.25);
    private static final List<Integer> ALL = List.of(0, 1, 2, 3, 4, 5);

    @Test
    void slopesAgreeWithTheAnalyticGradient() {
        // The forward is sin, so d sum(upstream × sin(x)) / dx is upstream × cos(x).
        double[] gradient = gradient();
        for (Sample sample : samples(Math::sin, ALL)) {
            // The error of a central difference is step² / 6 × third derivative, and rounding over step.
            assertThat(sample.slope()).isCloseTo(gradient[sample.offset()], offset(1e-9));
        }
        Result result = CentralDifferences.compare(ARGUMENT, tensor(gradient), samples(Math::sin, ALL), 1e-4);
        assertThat(result.profile().within(1e-8)).isTrue();
        assertThat(result.kinks()).isZero();
    }

    @Test
    void aWrongElementIsNamedByItsIndexInTheArgument() {
        double[] gradient = gradient();
        gradient[5] = -gradient[5];

        ErrorProfile profile = compare(gradient, List.of(4, 5)).profile();

        assertThat(profile.within(1e-3)).isFalse();
        assertThat(profile.elements()).isEqualTo(2);
        WorstElement worst = profile.worst().getFirst();
        assertThat(worst.index()).containsExactly(1L, 2L);
        assertThat(worst.actual()).isEqualTo(gradient[5]);
    }

    @Test
    void anErrorBesideTheSampleIsNotSeen() {
        double[] gradient = gradient();
        gradient[5] = -gradient[5];

        assertThat(compare(gradient, List.of(0, 1)).profile().within(1e-8)).isTrue();
    }

    @Test
    void dimensionsOfSizeOneAreForTheReferenceToJudge() {
        Tensor deeper = Tensor.ofDoubles(List.of(2L, 1L, 3L), gradient());

        Result result = CentralDifferences.compare(ARGUMENT, deeper, samples(Math::sin, ALL), 1e-4);

        assertThat(result.profile().within(1e-8)).isTrue();
    }

    @Test
    void aGradientOfAnotherShapeIsWrongByItsShape() {
        Tensor flat = Tensor.ofDoubles(List.of(6L), gradient());

        ErrorProfile profile = CentralDifferences.compare(ARGUMENT, flat, samples(Math::sin, ALL), 1e-4)
                .profile();

        assertThat(profile.sameShape()).isFalse();
        assertThat(profile.expectedShape()).containsExactly(2L, 3L);
        assertThat(profile.actualShape()).containsExactly(6L);
    }

    @Test
    void aForwardThatIsNotFiniteHasNoSlopeThatAGradientCouldFit() {
        List<Sample> samples = samples(value -> value > 1.9 ? Double.POSITIVE_INFINITY : value, ALL);

        ErrorProfile profile = CentralDifferences.compare(ARGUMENT, tensor(gradient()), samples, 1e-4)
                .profile();

        assertThat(profile.within(1e300)).isFalse();
        assertThat(profile.notFinite()).isPositive();
    }

    @Test
    void aGradientThatIsNotFiniteIsWrong() {
        double[] gradient = gradient();
        gradient[3] = Double.NaN;

        ErrorProfile profile = compare(gradient, ALL).profile();

        assertThat(profile.notFinite()).isEqualTo(1);
        assertThat(profile.within(1e300)).isFalse();
    }

    @Test
    void aSampleAtAKinkIsLeftOutWhereverTheKinkIs() {
        // max(x, threshold) has its kink at the threshold, here at or beside the first element.
        for (double beside : new double[] {0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9, -0.3, -0.6}) {
            double threshold = 0.5 + beside * STEP;
            double[] gradient = new double[6];
            for (int i = 0; i < 6; i++) {
                gradient[i] = ARGUMENT.toDoubles()[i] > threshold ? UPSTREAM.toDoubles()[i] : 0;
            }
            Result result = CentralDifferences.compare(
                    ARGUMENT, tensor(gradient), samples(value -> Math.max(value, threshold), ALL), 1e-4);

            assertThat(result.kinks()).as("kink at " + beside).isEqualTo(1);
            assertThat(result.profile().within(1e-4)).as("kink at " + beside).isTrue();
            gradient[2] = 0;
            assertThat(CentralDifferences.compare(
                                    ARGUMENT, tensor(gradient), samples(value -> Math.max(value, threshold), ALL), 1e-4)
                            .profile()
                            .within(1e-4))
                    .isFalse();
        }
    }

    @Test
    void aForwardOfKinksAloneMakesNoGradientRight() {
        Result result = CentralDifferences.compare(
                ARGUMENT, tensor(gradient()), samples(value -> Math.abs(Math.sin(1e6 * value)), ALL), 1e-4);

        assertThat(result.tooFew()).isTrue();
        assertThat(result.profile().within(1e300)).isFalse();
    }

    @Test
    void whatIsZeroUpToRoundingErrorsAgreesWithZero() {
        // Nothing depends on the element, but large outputs are rounded differently each time.
        Tensor output = Tensor.ofDoubles(List.of(2L, 3L), 1, 1, 1, 1, 1, 1);
        Tensor moved = Tensor.ofDoubles(
                List.of(4L, 2L, 3L),
                IntStream.range(0, 24)
                        .mapToDouble(i -> 1 + (i % 5 - 2) * Math.ulp(1.0) / 2)
                        .toArray());
        List<Sample> samples = ALL.stream()
                .map(offset -> CentralDifferences.sample(offset, UPSTREAM, output, moved, STEP))
                .toList();
        assertThat(samples).anySatisfy(sample -> assertThat(sample.slope()).isNotZero());

        assertThat(CentralDifferences.compare(ARGUMENT, tensor(new double[6]), samples, 1e-4)
                        .profile()
                        .within(0))
                .isTrue();
    }

    @Test
    void aSmallArrayIsSampledWhole() {
        assertThat(CentralDifferences.sample(ARGUMENT, 6, 1)).isEqualTo(ALL);
        assertThat(CentralDifferences.sample(ARGUMENT, 100, 1)).isEqualTo(ALL);
        assertThat(CentralDifferences.sample(Tensor.ofDoubles(List.of(0L)), 5, 1))
                .isEmpty();
    }

    @Test
    void theSampleOfALargeArrayDependsOnTheSeedAlone() {
        Tensor large = Tensor.ofDoubles(List.of(10L, 100L), new double[1_000]);

        List<Integer> sample = CentralDifferences.sample(large, 20, 42);

        assertThat(sample)
                .hasSize(20)
                .doesNotHaveDuplicates()
                .allSatisfy(offset -> assertThat(offset).isBetween(0, 999))
                .isEqualTo(CentralDifferences.sample(large, 20, 42))
                .isNotEqualTo(CentralDifferences.sample(large, 20, 43));
    }

    private static Result compare(double[] gradient, List<Integer> offsets) {
        return CentralDifferences.compare(ARGUMENT, tensor(gradient), samples(Math::sin, offsets), 1e-4);
    }

    private static List<Sample> samples(DoubleUnaryOperator forward, List<Integer> offsets) {
        return offsets.stream()
                .map(offset -> CentralDifferences.sample(
                        offset, UPSTREAM, tensor(outputs(forward, offset, 0)), moved(forward, offset), STEP))
                .toList();
    }

    private static Tensor moved(DoubleUnaryOperator forward, int offset) {
        double[] all = CentralDifferences.moves(STEP).stream()
                .flatMapToDouble(by -> Arrays.stream(outputs(forward, offset, by)))
                .toArray();
        return Tensor.ofDoubles(List.of(4L, 2L, 3L), all);
    }

    private static double[] outputs(DoubleUnaryOperator forward, int moved, double by) {
        double[] values = ARGUMENT.toDoubles();
        values[moved] += by;
        return Arrays.stream(values).map(forward).toArray();
    }

    private static double[] gradient() {
        double[] weights = UPSTREAM.toDoubles();
        double[] values = ARGUMENT.toDoubles();
        return IntStream.range(0, 6)
                .mapToDouble(i -> weights[i] * Math.cos(values[i]))
                .toArray();
    }

    private static Tensor tensor(double[] values) {
        return Tensor.ofDoubles(List.of(2L, 3L), values);
    }
}

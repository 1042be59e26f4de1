package dev.grader.pipeline.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.grader.core.compare.ErrorProfile;
import dev.grader.core.compare.ErrorProfile.WorstElement;
import dev.grader.core.tensor.Tensor;
import java.util.List;
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
        double[] slopes = slopes();
        double[] gradient = gradient();
        for (int i = 0; i < slopes.length; i++) {
            // The error of a central difference is step² / 6 × third derivative, and rounding over step.
            assertThat(slopes[i]).isCloseTo(gradient[i], offset(1e-9));
        }
        assertThat(CentralDifferences.compare(ARGUMENT, tensor(gradient), ALL, slopes)
                        .within(1e-8))
                .isTrue();
    }

    @Test
    void aWrongElementIsNamedByItsIndexInTheArgument() {
        double[] gradient = gradient();
        gradient[5] = -gradient[5];
        List<Integer> sampled = List.of(4, 5);
        double[] slopes = {slopes()[4], slopes()[5]};

        ErrorProfile profile = CentralDifferences.compare(ARGUMENT, tensor(gradient), sampled, slopes);

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
        double[] slopes = {slopes()[0], slopes()[1]};

        assertThat(CentralDifferences.compare(ARGUMENT, tensor(gradient), List.of(0, 1), slopes)
                        .within(1e-8))
                .isTrue();
    }

    @Test
    void aGradientOfAnotherShapeIsWrongByItsShape() {
        Tensor flat = Tensor.ofDoubles(List.of(6L), gradient());

        ErrorProfile profile = CentralDifferences.compare(ARGUMENT, flat, ALL, slopes());

        assertThat(profile.sameShape()).isFalse();
        assertThat(profile.expectedShape()).containsExactly(2L, 3L);
        assertThat(profile.actualShape()).containsExactly(6L);
    }

    @Test
    void aForwardThatIsNotFiniteHasNoSlopeThatAGradientCouldFit() {
        Tensor infinite = Tensor.ofDoubles(List.of(2L, 3L), 1, 1, Double.POSITIVE_INFINITY, 1, 1, 1);
        double slope = CentralDifferences.slope(UPSTREAM, infinite, infinite, STEP);
        assertThat(slope).isNaN();

        double[] slopes = slopes();
        slopes[2] = slope;
        ErrorProfile profile = CentralDifferences.compare(ARGUMENT, tensor(gradient()), ALL, slopes);
        assertThat(profile.within(1e300)).isFalse();
        assertThat(profile.notFinite()).isPositive();
    }

    @Test
    void aGradientThatIsNotFiniteIsWrong() {
        double[] gradient = gradient();
        gradient[3] = Double.NaN;

        ErrorProfile profile = CentralDifferences.compare(ARGUMENT, tensor(gradient), ALL, slopes());

        assertThat(profile.notFinite()).isEqualTo(1);
        assertThat(profile.within(1e300)).isFalse();
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

    private static double[] slopes() {
        return IntStream.range(0, 6)
                .mapToDouble(offset ->
                        CentralDifferences.slope(UPSTREAM, forward(offset, STEP), forward(offset, -STEP), STEP))
                .toArray();
    }

    private static Tensor forward(int moved, double by) {
        double[] values = ARGUMENT.toDoubles();
        values[moved] += by;
        return tensor(
                IntStream.range(0, 6).mapToDouble(i -> Math.sin(values[i])).toArray());
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

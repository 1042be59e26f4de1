package dev.grader.pipeline.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.grader.core.compare.ErrorProfile;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.Comparison;
import dev.grader.core.measurement.Evidence.Judge;
import dev.grader.core.protocol.Argument;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Framework;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.Target;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.Value;
import dev.grader.core.suite.ValueGenerator;
import dev.grader.core.suite.Visibility;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.Jobs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The forward multiplies its two arguments, element by element. */
class HandWrittenProbeTest {
    private static final List<Long> SHAPE = List.of(2L, 2L);
    private static final Value A = drawn(1);
    private static final Value B = drawn(2);
    private static final Tensor UPSTREAM = Tensor.ofDoubles(SHAPE, 1, -2, 0.5, 3);
    private static final double STEP = 1e-5;

    private static final TestDefinition.HandWrittenGradient TEST = new TestDefinition.HandWrittenGradient(
            Jobs.common("product", Visibility.VISIBLE),
            Framework.NUMPY,
            new Target("model", "forward"),
            new Target("model", "backward"),
            List.of(A, B),
            List.of(1, 0),
            1e-6,
            1e-4,
            STEP,
            4,
            0.5);
    private static final SuiteBundle BUNDLE = Jobs.bundle(TEST);

    private final HandWrittenProbe probe = new HandWrittenProbe(TEST, BUNDLE, 0, UPSTREAM);

    @Test
    void theForwardIsCalledTwiceMoreForEachElement() {
        Plan.ProbeUnit unit = probe.unit("u1", new Material());

        assertThat(unit.calls()).hasSize(2 + 2 * 2 * 4);
        assertThat(unit.calls()).extracting(Plan.Call::id).startsWith("f", "b", "p0x0u", "p0x0d");
        // The first gradient is of the second argument.
        Plan.Call moved = unit.calls().get(2);
        assertThat(moved.arguments().get(0)).isEqualTo(new Argument.OfTensor("a1", null));
        assertThat(moved.arguments().get(1))
                .isEqualTo(new Argument.OfTensor("a2", new Argument.Perturbation(List.of(0L, 0L), STEP)));
        assertThat(unit.calls().get(1).arguments())
                .containsExactly(new Argument.OfTensor("a3", null), new Argument.OfResult("f", List.of(1)));
    }

    @Test
    void rightGradientsAreRightByBothJudges() throws MissingOutputException {
        List<Comparison> comparisons = compare(right());

        assertThat(comparisons)
                .extracting(Comparison::name, Comparison::judge)
                .containsExactly(
                        tuple("gradient of argument 1", Judge.REFERENCE),
                        tuple("gradient of argument 1", Judge.CENTRAL_DIFFERENCES),
                        tuple("gradient of argument 0", Judge.REFERENCE),
                        tuple("gradient of argument 0", Judge.CENTRAL_DIFFERENCES));
        assertThat(comparisons)
                .allSatisfy(comparison ->
                        assertThat(comparison.profile().within(1e-8)).isTrue());
    }

    @Test
    void aBackwardThatFitsAnotherForwardIsRightByCentralDifferencesOnly() throws MissingOutputException {
        Map<String, Tensor> doubled = new HashMap<>();
        right().forEach((name, tensor) -> doubled.put(name, times(tensor, 2)));

        assertThat(within(compare(doubled))).containsExactly(false, true, false, true);
    }

    @Test
    void aBackwardThatDoesNotFitItsForwardIsWrongByCentralDifferences() throws MissingOutputException {
        Map<String, Tensor> other = right();
        other.put("b.0", UPSTREAM);

        assertThat(within(compare(other))).containsExactly(false, false, true, true);
    }

    @Test
    void aForwardOfAnotherShapeHasNoSlopes() throws MissingOutputException {
        for (String direction : List.of("u", "d")) {
            Map<String, Tensor> flat = right();
            // What was asked for is the upstream gradient itself: nothing may be right by that.
            flat.replaceAll((name, tensor) -> name.startsWith("p0") ? UPSTREAM : tensor);
            flat.put("p0x2" + direction + ".0", Tensor.ofDoubles(List.of(4L), 1, 2, 3, 4));

            ErrorProfile profile = compare(flat).get(1).profile();

            assertThat(profile.sameShape()).as(direction).isFalse();
            assertThat(profile.actualShape()).containsExactly(4L);
        }
    }

    @Test
    void aGradientOfAnotherShapeIsWrongByBothJudges() throws MissingOutputException {
        Map<String, Tensor> flat = right();
        flat.put("b.0", Tensor.ofDoubles(List.of(4L), 1, 2, 3, 4));

        assertThat(within(compare(flat))).containsExactly(false, false, true, true);
    }

    @Test
    void aTensorThatTheSubmissionDidNotSendIsMissing() {
        for (String name : List.of("b.0", "b.1", "p1x3d.0")) {
            Map<String, Tensor> incomplete = right();
            incomplete.remove(name);
            assertThatThrownBy(() -> compare(incomplete))
                    .as(name)
                    .isInstanceOf(MissingOutputException.class)
                    .hasMessageContaining(name);
        }
    }

    @Test
    void aTensorThatTheReferenceLacksIsNotTheSubmissionsFault() {
        assertThatThrownBy(() -> probe.compare(Map.of("b.0", UPSTREAM), right()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("b.1");
    }

    @Test
    void ofTheReferenceOutputAndGradientsAreKept() {
        assertThat(right().keySet().stream().filter(probe.isReference()))
                .containsExactlyInAnyOrder("f.0", "b.0", "b.1");
    }

    private List<Comparison> compare(Map<String, Tensor> actual) throws MissingOutputException {
        List<Evidence> evidence = probe.compare(right(), actual);
        return evidence.stream().map(Comparison.class::cast).toList();
    }

    private static List<Boolean> within(List<Comparison> comparisons) {
        return comparisons.stream()
                .map(comparison -> comparison.profile().within(1e-6))
                .toList();
    }

    private static Map<String, Tensor> right() {
        Tensor a = ValueGenerator.generate(A, BUNDLE, 0);
        Tensor b = ValueGenerator.generate(B, BUNDLE, 0);
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put("f.0", times(a, b));
        tensors.put("b.0", times(UPSTREAM, a));
        tensors.put("b.1", times(UPSTREAM, b));
        for (int offset = 0; offset < 4; offset++) {
            tensors.put("p0x" + offset + "u.0", times(a, moved(b, offset, STEP)));
            tensors.put("p0x" + offset + "d.0", times(a, moved(b, offset, -STEP)));
            tensors.put("p1x" + offset + "u.0", times(moved(a, offset, STEP), b));
            tensors.put("p1x" + offset + "d.0", times(moved(a, offset, -STEP), b));
        }
        return tensors;
    }

    private static Tensor moved(Tensor tensor, int offset, double by) {
        double[] values = tensor.toDoubles();
        values[offset] += by;
        return Tensor.ofDoubles(tensor.shape(), values);
    }

    private static Tensor times(Tensor first, Tensor second) {
        double[] values = first.toDoubles();
        double[] others = second.toDoubles();
        for (int i = 0; i < values.length; i++) {
            values[i] *= others[i];
        }
        return Tensor.ofDoubles(first.shape(), values);
    }

    private static Tensor times(Tensor tensor, double factor) {
        double[] values = tensor.toDoubles();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return Tensor.ofDoubles(tensor.shape(), values);
    }

    private static Value drawn(long seed) {
        return new Value.Generated(Value.Distribution.NORMAL, SHAPE, ElementType.FLOAT64, 0, 1, seed);
    }
}

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
import dev.grader.core.suite.GradientPlace;
import dev.grader.core.suite.ResultPath;
import dev.grader.core.suite.Step;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.Target;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.Value;
import dev.grader.core.suite.ValueGenerator;
import dev.grader.core.suite.Visibility;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.Jobs;
import java.util.Arrays;
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

    private static final TestDefinition.HandWrittenGradient TEST = test(List.of(
            place(ResultPath.of(1).then(ResultPath.of("b")), ResultPath.of("db")),
            place(ResultPath.of(0), ResultPath.of("da"))));
    private static final SuiteBundle BUNDLE = Jobs.bundle(TEST);

    private final HandWrittenProbe probe = new HandWrittenProbe(TEST, BUNDLE, 0, UPSTREAM);

    @Test
    void theForwardIsRepeatedWithElementsMoved() {
        Plan.Program program = probe.unit("u1", new Material()).programs().getFirst();

        assertThat(program.calls()).extracting(Plan.Call::id).containsExactly("f", "s1", "g0", "g1");
        assertThat(program.calls().get(1).arguments())
                .containsExactly(new Argument.OfTensor("a1"), new Argument.OfResult("f", ResultPath.of(1), false));
        assertThat(program.calls().get(0).arguments())
                .containsExactly(
                        new Argument.OfTensor("a2"), new Argument.OfMap(Map.of("b", new Argument.OfTensor("a3"))));
        assertThat(program.calls().get(2)).isEqualTo(Programs.read("g0", "s1", List.of(ResultPath.of("db"))));
        List<Double> by = List.of(STEP, -STEP, STEP / 2, -STEP / 2);
        assertThat(program.moves())
                .containsExactly(
                        new Plan.Move("m0", "f", ResultPath.of(0), "a3", List.of(0, 1, 2, 3), by),
                        new Plan.Move("m1", "f", ResultPath.of(0), "a2", List.of(0, 1, 2, 3), by));
    }

    @Test
    void rightGradientsAreRightByBothJudges() throws MissingOutputException {
        List<Comparison> comparisons = compare(right());

        assertThat(comparisons)
                .extracting(Comparison::name, Comparison::judge)
                .containsExactly(
                        tuple("gradient of argument 1[\"b\"]", Judge.REFERENCE),
                        tuple("gradient of argument 1[\"b\"]", Judge.CENTRAL_DIFFERENCES),
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
    void aGradientThatIsDeclaredAsAMultipleFitsAsSuch() throws MissingOutputException {
        GradientPlace doubled = new GradientPlace(
                "forward", GradientPlace.Where.ARGUMENT, ResultPath.of(0), "backward", ResultPath.of(1), 2);
        HandWrittenProbe scaled =
                new HandWrittenProbe(test(List.of(probe.test().gradients().getFirst(), doubled)), BUNDLE, 0, UPSTREAM);
        Map<String, Tensor> tensors = right();
        tensors.computeIfPresent("g1.0", (name, tensor) -> times(tensor, 2));

        List<Comparison> comparisons = scaled.compare(tensors, tensors).stream()
                .map(Comparison.class::cast)
                .toList();

        assertThat(within(comparisons)).containsExactly(true, true, true, true);
        assertThat(within(compare(tensors))).containsExactly(true, true, false, false);
    }

    @Test
    void aBackwardThatDoesNotFitItsForwardIsWrongByCentralDifferences() throws MissingOutputException {
        Map<String, Tensor> other = right();
        other.put("g0.0", UPSTREAM);

        assertThat(within(compare(other))).containsExactly(false, false, true, true);
    }

    /** The stub of many an assignment: a constant, and gradients of zero that are right for it. */
    @Test
    void aConstantForwardFitsNoGradient() throws MissingOutputException {
        Tensor zeros = Tensor.ofDoubles(SHAPE, 0, 0, 0, 0);
        Map<String, Tensor> stub = new HashMap<>();
        stub.put("f.0", zeros);
        stub.put("g0.0", zeros);
        stub.put("g1.0", zeros);
        for (int offset = 0; offset < 4; offset++) {
            stub.put("m0." + offset, Tensor.ofDoubles(List.of(4L, 2L, 2L), new double[16]));
            stub.put("m1." + offset, Tensor.ofDoubles(List.of(4L, 2L, 2L), new double[16]));
        }

        assertThat(within(compare(stub))).containsExactly(false, false, false, false);
    }

    /** Of the mean of many errors every gradient is small; zeros are wrong all the same. */
    @Test
    void smallGradientsInSinglePrecisionAreJudged() throws MissingOutputException {
        Map<String, Tensor> reference = new HashMap<>();
        right().forEach((name, tensor) -> reference.put(name, single(tensor, name.startsWith("g") ? 1e-5 : 1)));
        Map<String, Tensor> zeros = new HashMap<>(reference);
        zeros.put("g0.0", single(Tensor.ofDoubles(SHAPE, 0, 0, 0, 0), 1));

        List<Comparison> comparisons = probe.compare(reference, zeros).stream()
                .filter(Comparison.class::isInstance)
                .map(Comparison.class::cast)
                .toList();

        assertThat(comparisons.getFirst().profile().within(1e-2)).isFalse();
    }

    private static Tensor single(Tensor tensor, double factor) {
        double[] values = tensor.toDoubles();
        float[] singles = new float[values.length];
        for (int i = 0; i < singles.length; i++) {
            singles[i] = (float) (values[i] * factor);
        }
        return Tensor.ofFloats(tensor.shape(), singles);
    }

    @Test
    void aForwardThatIsConstantVouchesForNoBackwardOfZeros() throws MissingOutputException {
        Map<String, Tensor> zeros = new HashMap<>();
        right().forEach((name, tensor) -> zeros.put(name, times(tensor, 0)));

        assertThat(probe.compare(right(), zeros))
                .filteredOn(Comparison.class::isInstance)
                .noneMatch(evidence -> ((Comparison) evidence).profile().within(1e-4));
    }

    @Test
    void aForwardWhoseChangesDrownInRoundingVouchesForNothing() throws MissingOutputException {
        Map<String, Tensor> drowned = new HashMap<>();
        right().forEach((name, tensor) ->
                drowned.put(name, name.startsWith("g") ? times(tensor, 0) : plus(tensor, 1e13)));

        assertThat(probe.compare(right(), drowned))
                .filteredOn(Comparison.class::isInstance)
                .noneMatch(evidence -> ((Comparison) evidence).profile().within(1e-4));
    }

    @Test
    void aForwardOfAnotherShapeHasNoSlopes() throws MissingOutputException {
        Map<String, Tensor> flat = right();
        // What was asked for is the upstream gradient itself: nothing may be right by that.
        flat.put("f.0", Tensor.ofDoubles(List.of(4L), 1, 2, 3, 4));

        ErrorProfile profile = compare(flat).get(1).profile();

        assertThat(profile.sameShape()).isFalse();
        assertThat(profile.actualShape()).containsExactly(4L);
    }

    @Test
    void movedOutputsOfAnotherShapeHaveNoSlopes() throws MissingOutputException {
        Map<String, Tensor> flat = right();
        flat.put("m0.2", Tensor.ofDoubles(List.of(4L), 1, 2, 3, 4));

        assertThat(compare(flat).get(1).profile().sameShape()).isFalse();
    }

    @Test
    void aGradientOfAnotherShapeIsWrongByBothJudges() throws MissingOutputException {
        Map<String, Tensor> flat = right();
        flat.put("g0.0", Tensor.ofDoubles(List.of(4L), 1, 2, 3, 4));

        assertThat(within(compare(flat))).containsExactly(false, false, true, true);
    }

    @Test
    void aTensorThatTheSubmissionDidNotSendIsMissing() {
        for (String name : List.of("f.0", "g0.0", "g1.0", "m1.3")) {
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
        assertThatThrownBy(() -> probe.compare(Map.of("g0.0", UPSTREAM), right()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("g1.0");
    }

    @Test
    void ofTheReferenceOutputAndGradientsAreKept() {
        assertThat(right().keySet().stream().filter(probe.isReference()))
                .containsExactlyInAnyOrder("f.0", "g0.0", "g1.0");
    }

    private static TestDefinition.HandWrittenGradient test(List<GradientPlace> gradients) {
        return new TestDefinition.HandWrittenGradient(
                Jobs.common("product", Visibility.VISIBLE),
                Framework.NUMPY,
                List.of(
                        Step.of(
                                "forward",
                                new Step.Action.Call(new Target("model", "forward")),
                                List.of(A, new Value.Members(Map.of("b", B), false)),
                                List.of()),
                        Step.of(
                                "backward",
                                new Step.Action.Call(new Target("model", "backward")),
                                List.of(new Value.Upstream(), new Value.OfResult("forward", ResultPath.of(1))),
                                List.of())),
                "forward",
                ResultPath.of(0),
                false,
                gradients,
                1e-6,
                1e-4,
                STEP,
                4,
                0.5);
    }

    private List<Comparison> compare(Map<String, Tensor> actual) throws MissingOutputException {
        List<Evidence> evidence = probe.compare(right(), actual);
        return evidence.stream()
                .filter(Comparison.class::isInstance)
                .map(Comparison.class::cast)
                .toList();
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
        tensors.put("g0.0", times(UPSTREAM, a));
        tensors.put("g1.0", times(UPSTREAM, b));
        for (int offset = 0; offset < 4; offset++) {
            tensors.put("m0." + offset, movedProducts(a, b, offset));
            tensors.put("m1." + offset, movedProducts(b, a, offset));
        }
        return tensors;
    }

    private static Tensor movedProducts(Tensor still, Tensor moved, int offset) {
        double[] all = CentralDifferences.moves(STEP).stream()
                .flatMapToDouble(by ->
                        Arrays.stream(times(still, moved(moved, offset, by)).toDoubles()))
                .toArray();
        return Tensor.ofDoubles(List.of(4L, 2L, 2L), all);
    }

    private static GradientPlace place(ResultPath path, ResultPath found) {
        return new GradientPlace("forward", GradientPlace.Where.ARGUMENT, path, "backward", found);
    }

    private static Tensor moved(Tensor tensor, int offset, double by) {
        double[] values = tensor.toDoubles();
        values[offset] += by;
        return Tensor.ofDoubles(tensor.shape(), values);
    }

    private static Tensor plus(Tensor tensor, double offset) {
        double[] values = tensor.toDoubles();
        for (int i = 0; i < values.length; i++) {
            values[i] += offset;
        }
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

package dev.grader.pipeline.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.Comparison;
import dev.grader.core.measurement.Evidence.Judge;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Framework;
import dev.grader.core.suite.Property;
import dev.grader.core.suite.ResultPath;
import dev.grader.core.suite.Step;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.Target;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.Tolerances;
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
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Functions of rows, played by Java: what holds of them is known. */
class PropertyProbeTest {
    private static final long SECRET = 77;
    private static final Value ROWS =
            new Value.Generated(Value.Distribution.NORMAL, List.of(6L, 2L), ElementType.FLOAT64, 0, 1, 5);

    @Test
    void aSumOverRowsIsInvariant() throws Exception {
        assertThat(holds(Property.Name.PERMUTATION_INVARIANCE, 0, rows -> Axes.sum(rows, 0)))
                .isTrue();
        assertThat(holds(Property.Name.PERMUTATION_INVARIANCE, 0, rows -> Axes.take(rows, 0, new int[] {0})))
                .isFalse();
    }

    @Test
    void aConstantDependsOnNothing() throws Exception {
        List<Comparison> comparisons =
                compare(Property.Name.PERMUTATION_INVARIANCE, 0, ignored -> Tensor.ofDoubles(List.of(2L), 1, 1));

        assertThat(comparisons)
                .filteredOn(comparison -> comparison.judge() == Judge.PROPERTY)
                .allMatch(comparison -> comparison.profile().within(1e-9));
        assertThat(comparisons)
                .filteredOn(comparison -> comparison.judge() == Judge.DEPENDENCE)
                .hasSize(1)
                .allMatch(comparison -> comparison.profile().within(1e-9));
    }

    @Test
    void whatTreatsEveryRowAlikeIsEquivariant() throws Exception {
        assertThat(holds(Property.Name.PERMUTATION_EQUIVARIANCE, 0, PropertyProbeTest::squares))
                .isTrue();
        assertThat(holds(Property.Name.PERMUTATION_EQUIVARIANCE, 0, PropertyProbeTest::sumsUpTo))
                .isFalse();
    }

    @Test
    void runningSumsAreCausalAndTotalsAreNot() throws Exception {
        assertThat(holds(Property.Name.CAUSALITY, 0, PropertyProbeTest::sumsUpTo))
                .isTrue();
        assertThat(holds(
                        Property.Name.CAUSALITY, 0, rows -> Axes.take(sumsUpTo(rows), 0, new int[] {5, 4, 3, 2, 1, 0})))
                .isFalse();
    }

    @Test
    void aCausalOutputMustChangeAfterTheChange() throws Exception {
        // It depends on the first row alone: nothing looks ahead, and nothing sees what is new.
        UnaryOperator<Tensor> first = rows -> Axes.take(rows, 0, new int[6]);

        assertThat(compare(Property.Name.CAUSALITY, 0, first))
                .filteredOn(comparison -> comparison.judge() == Judge.DEPENDENCE)
                .anyMatch(comparison -> comparison.profile().within(1e-9));
    }

    @Test
    void aShiftOfEveryRowIsEquivariantToTranslation() throws Exception {
        assertThat(holds(Property.Name.TRANSLATION_EQUIVARIANCE, 0, PropertyProbeTest::squares))
                .isTrue();
        assertThat(holds(Property.Name.TRANSLATION_EQUIVARIANCE, 0, PropertyProbeTest::sumsUpTo))
                .isFalse();
    }

    /** Shifted by two and without one row at each side, nothing is left of three rows to compare. */
    @Test
    void anOutputTooShortForItsMarginHasTheWrongShape() throws Exception {
        Property property = new Property(Property.Name.TRANSLATION_EQUIVARIANCE, 0, 0, 0, 2, 1, Optional.empty());

        assertThat(compare(property, rows -> Axes.take(squares(rows), 0, new int[] {0, 2, 4})))
                .filteredOn(comparison -> comparison.judge() == Judge.PROPERTY)
                .isNotEmpty()
                .noneMatch(comparison -> comparison.profile().within(1e-9));
        assertThat(compare(property, PropertyProbeTest::squares))
                .filteredOn(comparison -> comparison.judge() == Judge.PROPERTY)
                .isNotEmpty()
                .allMatch(comparison -> comparison.profile().within(1e-9));
    }

    @Test
    void sharesSumToOneAndAreNotNegative() throws Exception {
        assertThat(holds(Property.Name.SUMS_TO_ONE, -1, PropertyProbeTest::shares))
                .isTrue();
        assertThat(holds(Property.Name.SUMS_TO_ONE, -1, PropertyProbeTest::squares))
                .isFalse();
        assertThat(holds(Property.Name.SUMS_TO_ONE, -1, rows -> times(shares(rows), new double[] {3, -1})))
                .isFalse();
    }

    @Test
    void anOutputThatIsNotFiniteIsTheStudents() throws Exception {
        UnaryOperator<Tensor> broken = rows -> Tensor.ofDoubles(List.of(1L), Double.NaN);

        assertThat(compare(Property.Name.PERMUTATION_INVARIANCE, 0, broken))
                .allMatch(comparison -> comparison.profile().notFinite() == 1);
    }

    @Test
    void anOutputWithoutTheAxisHasTheWrongShape() throws Exception {
        assertThat(holds(Property.Name.CAUSALITY, 0, rows -> Axes.sum(rows, 0))).isFalse();
    }

    @Test
    void theSecondCallOfAnIdempotentFunctionGetsACopy() {
        Plan.Program program = probe(property(Property.Name.IDEMPOTENCE, 0))
                .unit("u1", new Material())
                .programs()
                .getFirst();

        assertThat(program.calls().getLast().arguments())
                .containsExactly(new dev.grader.core.protocol.Argument.OfResult("c0base", ResultPath.WHOLE, true));
    }

    @Test
    void theSecretDecidesTheOrderOfAVisibleTest() {
        Tensor input = ValueGenerator.generate(ROWS, path -> new byte[0], 0);
        Property property = property(Property.Name.PERMUTATION_INVARIANCE, 0);

        assertThat(new PropertyVariants(property, ROWS, input, path -> new byte[0], 1, 0).changes())
                .isEqualTo(new PropertyVariants(property, ROWS, input, path -> new byte[0], 1, 0).changes())
                .isNotEqualTo(new PropertyVariants(property, ROWS, input, path -> new byte[0], 2, 0).changes())
                .allSatisfy(change -> assertThat(change.input()).isNotEqualTo(input));
    }

    private static boolean holds(Property.Name name, int axis, UnaryOperator<Tensor> function) throws Exception {
        return compare(name, axis, function).stream()
                .allMatch(comparison -> comparison.profile().within(1e-9) == (comparison.judge() == Judge.PROPERTY));
    }

    private static List<Comparison> compare(Property.Name name, int axis, UnaryOperator<Tensor> function)
            throws Exception {
        return compare(property(name, axis), function);
    }

    private static List<Comparison> compare(Property property, UnaryOperator<Tensor> function) throws Exception {
        PropertyProbe probe = probe(property);
        Material material = new Material();
        Plan.ProbeUnit unit = probe.unit("u1", material);
        Map<String, Tensor> arrays = new HashMap<>();
        for (dev.grader.core.protocol.Frame frame : material.frames()) {
            arrays.put(frame.text("id"), dev.grader.core.protocol.Frames.tensor(frame));
        }
        Map<String, Tensor> outputs = new HashMap<>();
        for (Plan.Program program : unit.programs()) {
            Plan.Call call = program.calls().getFirst();
            String id = ((dev.grader.core.protocol.Argument.OfTensor)
                            call.arguments().getFirst())
                    .tensor();
            outputs.put(call.id() + ".0", function.apply(arrays.get(id)));
        }
        List<Evidence> evidence = probe.compare(Map.of(), outputs);
        return evidence.stream().map(Comparison.class::cast).toList();
    }

    private static PropertyProbe probe(Property property) {
        Step call = Step.of(
                "case 1", new Step.Action.Call(new Target("model", "f")), List.of(ROWS), List.of(ResultPath.WHOLE));
        TestDefinition.Function test = new TestDefinition.Function(
                Jobs.common("property", Visibility.VISIBLE),
                Framework.NUMPY,
                List.of(List.of(call)),
                Optional.of(property),
                Tolerances.of(1e-7));
        SuiteBundle bundle = Jobs.bundle(test);
        return new PropertyProbe(test, property, bundle, 0, SECRET);
    }

    private static Property property(Property.Name name, int axis) {
        return new Property(name, 0, axis, axis, 2, 0, Optional.empty());
    }

    private static Tensor squares(Tensor rows) {
        return Tensor.ofDoubles(
                rows.shape(),
                Arrays.stream(rows.toDoubles()).map(value -> value * value).toArray());
    }

    private static Tensor sumsUpTo(Tensor rows) {
        double[] values = rows.toDoubles();
        for (int i = 2; i < values.length; i++) {
            values[i] += values[i - 2];
        }
        return Tensor.ofDoubles(rows.shape(), values);
    }

    private static Tensor shares(Tensor rows) {
        double[] values = squares(rows).toDoubles();
        for (int i = 0; i < values.length; i += 2) {
            double sum = values[i] + values[i + 1];
            values[i] /= sum;
            values[i + 1] /= sum;
        }
        return Tensor.ofDoubles(rows.shape(), values);
    }

    private static Tensor times(Tensor rows, double[] factors) {
        double[] values = rows.toDoubles();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factors[i % 2];
        }
        return Tensor.ofDoubles(rows.shape(), values);
    }
}

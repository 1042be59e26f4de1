package dev.grader.pipeline.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.Comparison;
import dev.grader.core.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradientStepTest {
    private static final Map<String, Tensor> REFERENCE = Map.of(
            "output", Tensor.ofFloats(List.of(2L), 1, 2),
            "input.0", Tensor.ofFloats(List.of(2L), 3, 4),
            "parameter.weight", Tensor.ofFloats(List.of(1L), 5),
            "parameter.layer.bias", Tensor.ofFloats(List.of(), 6));

    @Test
    void everyGradientIsComparedAndTheOutputIsNot() {
        List<Evidence> evidence = GradientStep.compare(REFERENCE, REFERENCE);

        assertThat(comparisons(evidence))
                .extracting(Comparison::name)
                .containsExactly(
                        "gradient of input 0", "gradient of parameter layer.bias", "gradient of parameter weight");
        assertThat(comparisons(evidence))
                .allSatisfy(
                        comparison -> assertThat(comparison.profile().within(0)).isTrue());
    }

    @Test
    void aGradientThatDidNotArriveIsWrongAndSaidSo() {
        Map<String, Tensor> actual = new HashMap<>(REFERENCE);
        actual.remove("parameter.layer.bias");

        List<Evidence> evidence = GradientStep.compare(REFERENCE, actual);

        assertThat(comparisons(evidence))
                .extracting(comparison -> comparison.profile().within(1e300))
                .containsExactly(true, false, true);
        assertThat(evidence).contains(new Evidence.Note("no gradient arrives at layer.bias"));
    }

    @Test
    void aGradientOfAnotherShapeIsWrong() {
        Map<String, Tensor> actual = new HashMap<>(REFERENCE);
        actual.put("parameter.weight", Tensor.ofFloats(List.of(), 5));

        assertThat(comparisons(GradientStep.compare(REFERENCE, actual))
                        .getLast()
                        .profile()
                        .sameShape())
                .isFalse();
    }

    @Test
    void gradientsThatNobodyAskedForAreNoEvidence() {
        Map<String, Tensor> actual = new HashMap<>(REFERENCE);
        actual.put("parameter.extra", Tensor.ofFloats(List.of(), 5));

        assertThat(GradientStep.compare(REFERENCE, actual)).isEqualTo(GradientStep.compare(REFERENCE, REFERENCE));
    }

    @Test
    void aReferenceWithoutGradientsJudgesNobody() {
        assertThatThrownBy(() -> GradientStep.compare(Map.of(), REFERENCE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> GradientStep.compare(Map.of("output", Tensor.ofFloats(List.of(2L), 1, 2)), REFERENCE))
                .isInstanceOf(IllegalStateException.class);
    }

    private static List<Comparison> comparisons(List<Evidence> evidence) {
        return evidence.stream()
                .filter(Comparison.class::isInstance)
                .map(Comparison.class::cast)
                .toList();
    }
}

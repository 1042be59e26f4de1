package dev.grader.core.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.compare.TensorComparison;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.Judge;
import dev.grader.core.suite.Property;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.Tolerances;
import dev.grader.core.suite.Visibility;
import dev.grader.core.tensor.Tensor;
import dev.grader.core.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FunctionJudgeTest {
    private static final Tensor ONES = Suites.vector(1, 1, 1);
    private static final Tensor OTHER = Suites.vector(1, 2, 3);
    private static final Tensor BROKEN = Suites.vector(1, Double.NaN, 3);

    @Test
    void aPropertyThatHoldsOfAnOutputThatDependsOnItsInputPasses() {
        assertThat(judge(held(ONES, ONES), differs(ONES, OTHER)).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aConstantHasThePropertyAndPassesNothing() {
        Judgement judgement = judge(held(ONES, ONES), differs(ONES, ONES));

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(judgement.share()).isZero();
        assertThat(judgement.messages()).anySatisfy(text -> assertThat(text).contains("the same for other inputs"));
    }

    @Test
    void aPropertyThatHoldsInSomeCasesOnlyGivesNoPoints() {
        assertThat(judge(held(ONES, ONES), held(ONES, OTHER), differs(ONES, OTHER))
                        .share())
                .isZero();
    }

    @Test
    void anOutputThatIsNotFiniteHasNoProperty() {
        assertThat(judge(held(ONES, BROKEN), differs(ONES, OTHER)).verdict()).isEqualTo(Verdict.NOT_FINITE);
        assertThat(judge(held(ONES, ONES), differs(ONES, BROKEN)).verdict()).isEqualTo(Verdict.NOT_FINITE);
    }

    @Test
    void whatWasNotMeasuredIsInfrastructure() {
        assertThat(judge(held(ONES, ONES)).verdict()).isEqualTo(Verdict.INFRASTRUCTURE);
        assertThat(judge(differs(ONES, OTHER)).verdict()).isEqualTo(Verdict.INFRASTRUCTURE);
    }

    @Test
    void aHiddenPropertyTellsNoValues() {
        Judgement judgement =
                FunctionJudge.judge(test(Visibility.HIDDEN), List.of(held(ONES, OTHER), differs(ONES, OTHER)));

        assertThat(judgement.messages()).noneSatisfy(text -> assertThat(text).containsAnyOf("expected", "worst"));
    }

    @Test
    void theToleranceIsThatOfTheJudgesType() {
        TestDefinition.Function fine = withTolerances(Suites.function(Suites.common("f", "1", Visibility.VISIBLE), 1));
        Tensor nearly = Suites.vector(1, 1, 1 + 1e-5);
        Tensor floats = Tensor.ofFloats(List.of(3L), 1, 1, 1);

        assertThat(FunctionJudge.judge(fine, List.of(compared(ONES, nearly))).verdict())
                .isEqualTo(Verdict.FAILED);
        assertThat(FunctionJudge.judge(fine, List.of(compared(floats, nearly))).verdict())
                .isEqualTo(Verdict.PASSED);
    }

    @Test
    void aWrongTypeIsNamedWhereValuesAreWrong() {
        TestDefinition.Function test = Suites.function(Suites.common("f", "1", Visibility.VISIBLE), 1);
        Tensor whole = Tensor.ofLongs(List.of(3L), 0, 1, 3);

        assertThat(FunctionJudge.judge(test, List.of(compared(OTHER, whole))).messages())
                .anySatisfy(text -> assertThat(text).contains("the type is int64, expected float64"));
    }

    private static Judgement judge(Evidence... evidence) {
        return FunctionJudge.judge(test(Visibility.VISIBLE), List.of(evidence));
    }

    private static TestDefinition.Function test(Visibility visibility) {
        TestDefinition.Function plain = Suites.function(Suites.common("f", "1", visibility), 1);
        return new TestDefinition.Function(
                plain.common(),
                plain.framework(),
                plain.cases(),
                Optional.of(new Property(Property.Name.PERMUTATION_INVARIANCE, 0, 0, 0, 1, 0, Optional.empty())),
                plain.tolerance());
    }

    private static TestDefinition.Function withTolerances(TestDefinition.Function plain) {
        return new TestDefinition.Function(
                plain.common(), plain.framework(), plain.cases(), plain.property(), new Tolerances(1e-7, 1e-4));
    }

    private static Evidence held(Tensor judge, Tensor actual) {
        return evidence(Judge.PROPERTY, judge, actual);
    }

    private static Evidence differs(Tensor judge, Tensor actual) {
        return evidence(Judge.DEPENDENCE, judge, actual);
    }

    private static Evidence compared(Tensor judge, Tensor actual) {
        return evidence(Judge.REFERENCE, judge, actual);
    }

    private static Evidence evidence(Judge by, Tensor judge, Tensor actual) {
        return new Evidence.Comparison("case 1", by, TensorComparison.compare(judge, actual));
    }
}

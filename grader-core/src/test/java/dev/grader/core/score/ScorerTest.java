package dev.grader.core.score;

import static dev.grader.core.score.Suites.common;
import static dev.grader.core.score.Suites.compared;
import static dev.grader.core.score.Suites.differences;
import static dev.grader.core.score.Suites.function;
import static dev.grader.core.score.Suites.measured;
import static dev.grader.core.score.Suites.rules;
import static dev.grader.core.score.Suites.score;
import static dev.grader.core.score.Suites.stopped;
import static dev.grader.core.score.Suites.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.suite.Common;
import dev.grader.core.suite.CutOff;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.Target;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.Visibility;
import dev.grader.core.tensor.Tensor;
import dev.grader.core.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScorerTest {
    private static final Tensor RIGHT = vector(1, -2, 3, 4);
    private static final Evidence GOOD = compared("case 1", RIGHT, RIGHT);
    private static final Evidence BAD = compared("case 2", RIGHT, vector(1, -2, 3, 8));

    @Test
    void aForbiddenNameIsRefusedWithItsPlace() {
        TestScore test = only(score(
                Suites.of(rules(visible("4"))), measured("t", new Evidence.Finding("r1", "a.b", "model.py", 12))));
        expect(test, Verdict.REFUSED_BY_RULE, "0");
        assertThat(test.messages())
                .containsExactly("model.py:12 uses a.b, which this assignment does not allow", "Hint: Think.");
    }

    @Test
    void findingsCountAlsoWhereTheModelCouldNotBeExported() {
        TestScore test = only(score(
                Suites.of(rules(visible("4"))),
                stopped("t", Verdict.EXPORT_ERROR, "no", new Evidence.Finding("r1", "a.b", "model.py", 12))));
        expect(test, Verdict.REFUSED_BY_RULE, "0");
    }

    @Test
    void nothingFoundIsPassed() {
        expect(only(score(Suites.of(rules(visible("4"))), measured("t"))), Verdict.PASSED, "4");
    }

    @Test
    void theSizeOfTheModelHasBounds() {
        Suite suite = Suites.of(Suites.size(visible("4"), 10, 20));
        expect(only(score(suite, measured("t", new Evidence.StoredNumbers(20)))), Verdict.PASSED, "4");
        TestScore large = only(score(suite, measured("t", new Evidence.StoredNumbers(21))));
        expect(large, Verdict.FAILED, "0");
        assertThat(large.messages().getFirst()).contains("holds 21 numbers").contains("too many: 10 to 20");
        expect(only(score(suite, measured("t", new Evidence.StoredNumbers(9)))), Verdict.FAILED, "0");
        expect(only(score(suite, measured("t"))), Verdict.INFRASTRUCTURE, "0");
    }

    @Test
    void namesShapesAndCountsOfAModelAreJudged() {
        Suite suite = Suites.of(Suites.parameters(
                visible("4"),
                new TestDefinition.Parameters(
                        new Target("model", "build_model"),
                        List.of(),
                        Optional.of(new TestDefinition.Bounds(0, 100)),
                        Optional.of(new TestDefinition.Bounds(10, Long.MAX_VALUE)),
                        Map.of("conv.weight", List.of(2L, 3L)),
                        true)));
        Evidence.NamedShape right = new Evidence.NamedShape("conv.weight", List.of(2L, 3L), true);
        Evidence.NamedShape more = new Evidence.NamedShape("extra", List.of(4L), true);

        expect(
                only(score(suite, measured("t", new Evidence.ModelContents(20, 5, 0, 0, List.of(right))))),
                Verdict.PASSED,
                "4");
        TestScore hidden = only(score(suite, measured("t", new Evidence.ModelContents(20, 5, 0, 76, List.of(right)))));
        expect(hidden, Verdict.FAILED, "0");
        assertThat(hidden.messages().getFirst())
                .contains("101 numbers, too many")
                .contains("76 written into the code");
        TestScore wrong = only(score(suite, measured("t", new Evidence.ModelContents(9, 0, 0, 0, List.of(more)))));
        assertThat(String.join("\n", wrong.messages()))
                .contains("9 numbers in parameters, too few")
                .contains("no parameter or buffer conv.weight; it has: extra")
                .contains("has a parameter extra");
        expect(only(score(suite, measured("t"))), Verdict.INFRASTRUCTURE, "0");
    }

    @Test
    void aFlagIsShownToStaffAndCostsNothing() {
        TestScore score = only(score(
                Suites.of(rules(visible("4"))),
                measured("t", new Evidence.Flag("call", "torch.autograd.grad", "hw.ipynb, cell 3", 2))));

        expect(score, Verdict.PASSED, "4");
        assertThat(score.messages()).isEmpty();
        assertThat(score.staffMessages()).singleElement().asString().contains("hw.ipynb, cell 3, line 2 uses torch");
    }

    @Test
    void comparisonsGiveTheirShareOfThePointsRoundedDownToTheStep() {
        Suite suite = Suites.of(function(visible("4"), 3));
        expect(only(score(suite, measured("t", GOOD, GOOD, GOOD))), Verdict.PASSED, "4");
        // 4 · 2/3 = 2.67, steps of 0.5
        expect(only(score(suite, measured("t", GOOD, GOOD, BAD))), Verdict.PARTIAL, "2.5");
        expect(only(score(suite, measured("t", BAD, BAD, BAD))), Verdict.FAILED, "0");
    }

    @Test
    void aThirdOfThreePointsIsOne() {
        expect(
                only(score(Suites.of(function(visible("3"), 3)), measured("t", GOOD, BAD, BAD))),
                Verdict.PARTIAL,
                "1.0");
    }

    @Test
    void aShareBelowOneStepIsFailed() {
        expect(only(score(Suites.of(function(visible("1"), 3)), measured("t", GOOD, BAD, BAD))), Verdict.FAILED, "0.0");
    }

    @Test
    void whatIsNowhereFiniteHasItsOwnVerdict() {
        Evidence notFinite = compared("case 1", RIGHT, vector(1, Double.NaN, 3, 4));
        expect(only(score(Suites.of(function(visible("4"), 1)), measured("t", notFinite))), Verdict.NOT_FINITE, "0");
        expect(
                only(score(Suites.of(function(visible("4"), 2)), measured("t", notFinite, GOOD))),
                Verdict.PARTIAL,
                "2.0");
    }

    @Test
    void aVisibleTestNamesTheWorstElement() {
        Tensor judge = Tensor.ofDoubles(List.of(2L, 2L), 0.5, 0.25, 0.1312, 0.125);
        Tensor flipped = Tensor.ofDoubles(List.of(2L, 2L), 0.5, 0.25, -0.1312, 0.125);
        TestScore test = only(score(
                Suites.of(function(visible("4"), 1)),
                measured("t", compared("gradient of argument 1", judge, flipped))));
        assertThat(test.messages().getFirst())
                .isEqualTo("gradient of argument 1: 1 of 4 elements differ; worst at [1, 0]: expected 0.1312,"
                        + " got -0.1312 (relative error 2.0)");
    }

    @Test
    void aHiddenTestGivesNoIndexValueOrExactDifferenceAway() {
        Tensor judge = Tensor.ofDoubles(List.of(2L, 2L), 7.125, 7.125, 7.125, 7.125);
        Tensor off = Tensor.ofDoubles(List.of(2L, 2L), 7.125, 7.125, 7.125, 8.625);
        TestScore test = only(score(
                Suites.of(function(hidden("4"), 1)),
                measured("t", compared("case 1", judge, off), new Evidence.Note("7.125 was changed"))));
        assertThat(test.messages()).containsExactly("1 of 1 comparisons is wrong: off by about 10 %", "Hint: Think.");
        assertThat(test.staffMessages())
                .containsExactly(
                        "case 1: 1 of 4 elements differ; worst at [1, 1]: expected 7.125, got 8.625 (relative error"
                                + " 0.2105)",
                        "note: 7.125 was changed");
    }

    @Test
    void aHiddenTrainingGivesNoMetricAway() {
        TestDefinition.Train test = Trainings.test(new CutOff.RelativeToReference(0.02, 0.5), Visibility.HIDDEN);
        TestScore line = only(score(Suites.of(test), trained(0.85, 0.86, 0.84)));
        assertThat(line.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(line.messages())
                .containsExactly("the accuracy is about 10 % below what full points need", "Hint: Look at the loss.");
    }

    @Test
    void aVisibleTrainingExplainsItsCutOff() {
        TestDefinition.Train test = Trainings.test(new CutOff.RelativeToReference(0.02, 0.5));
        TestScore full = only(score(Suites.of(test), trained(0.94, 0.93, 0.96)));
        expect(full, Verdict.PASSED, "10");
        assertThat(full.messages())
                .containsExactly(
                        "accuracy 0.9433, the mean of 3 trainings (0.94, 0.93, 0.96)",
                        "reference 0.96 ± 0.0 over 10 seeds; full points from 0.9393");
        // (0.8 − 0.5) / (0.9393 − 0.5) of 10 points is 6.83
        expect(only(score(Suites.of(test), trained(0.8, 0.8, 0.8))), Verdict.PARTIAL, "6.5");
        expect(only(score(Suites.of(test), trained(0.1, 0.1, 0.1))), Verdict.FAILED, "0");
    }

    @Test
    void tooFewTrainingsAreNeverAZero() {
        TestDefinition.Train test = Trainings.test(new CutOff.RelativeToReference(0.02, 0.5));
        expect(only(score(Suites.of(test), trained(0.1, 0.1))), Verdict.INFRASTRUCTURE, "0");
        expect(only(score(Suites.of(test), measured(Trainings.ID))), Verdict.INFRASTRUCTURE, "0");
    }

    @Test
    void aReferenceThatWasNotCalibratedIsNeverAZero() {
        TestDefinition.Train test = Trainings.test(new CutOff.RelativeToReference(0.02, 0.5));
        ScoreSheet sheet = Scorer.score(
                Suites.of(test), Trainings.calibration(10, List.of()), Suites.record(1, trained(0.9, 0.9, 0.9)));
        expect(only(sheet), Verdict.INFRASTRUCTURE, "0");
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PASSED", "PARTIAL", "FAILED", "SKIPPED", "AWAITING_GRADING", "AWAITING_RUN"})
    void aStopIsItsVerdictWithoutPoints(Verdict verdict) {
        TestScore test = only(score(Suites.of(function(visible("4"), 1)), stopped("t", verdict, "It stopped.", GOOD)));
        expect(test, verdict, "0");
        assertThat(test.messages()).startsWith("It stopped.").doesNotContain("secret detail");
        assertThat(test.staffMessages().getFirst()).contains("secret detail");
    }

    @Test
    void whatWasNotMeasuredIsInfrastructure() {
        ScoreSheet sheet = score(Suites.of(function(visible("4"), 1)));
        expect(only(sheet), Verdict.INFRASTRUCTURE, "0");
        assertThat(sheet.hasInfrastructureFault()).isTrue();
        expect(only(score(Suites.of(function(visible("4"), 2)), measured("t", GOOD))), Verdict.INFRASTRUCTURE, "0");
    }

    @Test
    void aTestWaitsForTheTestsThatItNeeds() {
        Suite suite = Suites.of(
                rules(common("last", "1", Visibility.VISIBLE, "middle")),
                rules(common("middle", "1", Visibility.VISIBLE, "first")),
                function(common("first", "1", Visibility.VISIBLE), 1));
        assertThat(verdicts(score(suite, measured("first", BAD), measured("middle"), measured("last"))))
                .containsExactly(Verdict.SKIPPED, Verdict.SKIPPED, Verdict.FAILED);
        assertThat(verdicts(score(suite, measured("first", GOOD), measured("middle"), measured("last"))))
                .containsExactly(Verdict.PASSED, Verdict.PASSED, Verdict.PASSED);
        assertThat(verdicts(score(suite, measured("middle"), measured("last"))))
                .containsExactly(Verdict.INFRASTRUCTURE, Verdict.INFRASTRUCTURE, Verdict.INFRASTRUCTURE);
    }

    @Test
    void extraCreditAddsToThePointsAndNotToTheMaximum() {
        Suite suite = Suites.of(function(visible("4"), 1), function(Suites.extraCredit("more", "3"), 2));
        ScoreSheet full = score(suite, measured("t", GOOD), measured("more", GOOD, GOOD));
        assertThat(full.points()).isEqualByComparingTo("7");
        assertThat(full.maximum()).isEqualByComparingTo("4");
        assertThat(suite.maximumPoints()).isEqualByComparingTo("4");
        assertThat(score(suite, measured("t", BAD), measured("more", GOOD, BAD)).points())
                .isEqualByComparingTo("1.5");
    }

    @Test
    void whatAPersonGradesIsOpenAndTheRestCounts() {
        Suite suite = Suites.of(function(visible("4"), 1), Suites.manual("report", "2", "3"));
        ScoreSheet sheet = score(suite, measured("t", GOOD));
        assertThat(verdicts(sheet)).containsExactly(Verdict.PASSED, Verdict.AWAITING_GRADING);
        assertThat(sheet.points()).isEqualByComparingTo("4");
        assertThat(sheet.maximum()).isEqualByComparingTo("9");
        assertThat(sheet.hasAllPoints()).isFalse();
        assertThat(sheet.hasInfrastructureFault()).isFalse();
    }

    @Test
    void aTestThatRunsAfterTheDueDateIsOpenUntilItIsMeasured() {
        Suite suite = Suites.of(
                function(visible("4"), 1),
                function(Suites.afterDueDate("later", "2"), 1),
                function(Suites.afterDueDate("last", "2", "later"), 1));
        assertThat(verdicts(score(suite, measured("t", GOOD))))
                .containsExactly(Verdict.PASSED, Verdict.AWAITING_RUN, Verdict.AWAITING_RUN);
        assertThat(verdicts(score(suite, measured("t", GOOD), measured("later", GOOD), measured("last", BAD))))
                .containsExactly(Verdict.PASSED, Verdict.PASSED, Verdict.FAILED);
    }

    @Test
    void testsInACircleAreRefused() {
        Suite suite = Suites.of(
                rules(common("a", "1", Visibility.VISIBLE, "b")), rules(common("b", "1", Visibility.VISIBLE, "a")));
        assertThatThrownBy(() -> score(suite, measured("a"), measured("b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("circle");
    }

    @Test
    void aRecordOfAnotherVersionIsRefused() {
        assertThatThrownBy(() -> Scorer.score(
                        Suites.of(rules(visible("1"))), Suites.CALIBRATION, Suites.record(2, measured("t"))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("version 2");
    }

    @Test
    void aBackwardIsFullOnlyForBothJudges() {
        Suite suite = Suites.of(Suites.gradient(visible("12"), 3, 0.5));
        expect(gradient(suite, "111", "111"), Verdict.PASSED, "12");
        expect(gradient(suite, "000", "000"), Verdict.FAILED, "0");
    }

    @Test
    void aBackwardThatFitsAWrongForwardGetsTheDeclaredShare() {
        Suite suite = Suites.of(Suites.gradient(visible("12"), 3, 0.25));
        TestScore fits = gradient(suite, "000", "111");
        expect(fits, Verdict.PARTIAL, "3.0");
        assertThat(fits.messages().getFirst()).startsWith("your backward fits your own forward");
        TestScore agrees = gradient(suite, "111", "000");
        expect(agrees, Verdict.PARTIAL, "3.0");
        assertThat(agrees.messages().getFirst()).contains("does not fit your own forward");
    }

    @Test
    void gradientsOfSomeArgumentsCountForThemselves() {
        Suite suite = Suites.of(Suites.gradient(visible("12"), 3, 0.5));
        TestScore two = gradient(suite, "110", "110");
        expect(two, Verdict.PARTIAL, "8.0");
        assertThat(two.messages().getFirst()).isEqualTo("your backward does not fit your own forward");
        // 1 + 0.5 + 0 of 3
        expect(gradient(suite, "110", "100"), Verdict.PARTIAL, "6.0");
    }

    @Test
    void aWrongOutputOfTheForwardDoesNotTakeTheShareOfAFittingBackward() {
        TestMeasurement measurement = measured(
                "t",
                compared("output", RIGHT, vector(0, 0, 0, 0)),
                compared("gradient of argument 0", RIGHT, vector(0, 0, 0, 0)),
                differences("gradient of argument 0", RIGHT, RIGHT));
        expect(only(score(Suites.of(Suites.gradient(visible("12"), 1, 0.5)), measurement)), Verdict.PARTIAL, "6.0");
    }

    @Test
    void aBackwardThatOnlyOneJudgeSawIsNeverAZero() {
        Suite suite = Suites.of(Suites.gradient(visible("12"), 1, 0.5));
        expect(
                only(score(suite, measured("t", compared("gradient of argument 0", RIGHT, RIGHT)))),
                Verdict.INFRASTRUCTURE,
                "0");
    }

    @Test
    void exportedGradientsCountByTheirShare() {
        Suite suite = Suites.of(Suites.exported(visible("4")));
        expect(only(score(suite, measured("t", GOOD, BAD))), Verdict.PARTIAL, "2.0");
        expect(only(score(suite, measured("t"))), Verdict.INFRASTRUCTURE, "0");
    }

    private static TestScore gradient(Suite suite, String reference, String differences) {
        Evidence[] evidence = IntStream.range(0, 3)
                .boxed()
                .flatMap(i -> List.of(
                        compared("gradient of argument " + i, RIGHT, bit(reference, i)),
                        differences("gradient of argument " + i, RIGHT, bit(differences, i)))
                        .stream())
                .toArray(Evidence[]::new);
        return only(score(suite, measured("t", evidence)));
    }

    private static Tensor bit(String bits, int place) {
        return bits.charAt(place) == '1' ? RIGHT : vector(-1, 2, -3, -4);
    }

    private static TestMeasurement trained(double... values) {
        return measured(
                Trainings.ID,
                IntStream.range(0, values.length)
                        .mapToObj(seed -> new Evidence.MetricValue(seed, values[seed], 360, List.of()))
                        .toArray(Evidence[]::new));
    }

    private static Common visible(String points) {
        return common("t", points, Visibility.VISIBLE);
    }

    private static Common hidden(String points) {
        return common("t", points, Visibility.HIDDEN);
    }

    private static TestScore only(ScoreSheet sheet) {
        assertThat(sheet.tests()).hasSize(1);
        return sheet.tests().getFirst();
    }

    private static List<Verdict> verdicts(ScoreSheet sheet) {
        return sheet.tests().stream().map(TestScore::verdict).toList();
    }

    private static void expect(TestScore test, Verdict verdict, String points) {
        assertThat(test.verdict()).isEqualTo(verdict);
        assertThat(test.points()).isEqualByComparingTo(points);
    }
}

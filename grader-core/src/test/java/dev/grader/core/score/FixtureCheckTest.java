package dev.grader.core.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.suite.Fixture;
import dev.grader.core.suite.Visibility;
import dev.grader.core.verdict.Verdict;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FixtureCheckTest {
    @Test
    void referenceAndCorrectSolutionsMustBeFull() {
        ScoreSheet full = sheet(Verdict.PASSED, Verdict.PASSED);
        ScoreSheet partial = sheet(Verdict.PASSED, Verdict.PARTIAL);
        assertThat(FixtureCheck.problems(new Fixture.Reference("reference"), full))
                .isEmpty();
        assertThat(FixtureCheck.problems(new Fixture.Correct("correct"), full)).isEmpty();
        assertThat(FixtureCheck.problems(new Fixture.Reference("reference"), partial))
                .singleElement()
                .asString()
                .contains("'b' is PARTIAL (1 of 2 points)");
        assertThat(FixtureCheck.problems(new Fixture.Correct("correct"), partial))
                .hasSize(1);
    }

    @Test
    void theStarterHasACeiling() {
        ScoreSheet sheet = sheet(Verdict.PASSED, Verdict.FAILED);
        assertThat(FixtureCheck.problems(new Fixture.Starter("starter", new BigDecimal("2.0")), sheet))
                .isEmpty();
        assertThat(FixtureCheck.problems(new Fixture.Starter("starter", BigDecimal.ONE), sheet))
                .singleElement()
                .asString()
                .contains("gets 2 points, more than 1 (at_most); it gets them in a");
    }

    @Test
    void aWrongSolutionLosesWhatItMustAndNoMoreThanItMay() {
        Fixture must = new Fixture.Wrong("wrong", List.of("a"), Map.of());
        assertThat(FixtureCheck.problems(must, sheet(Verdict.FAILED, Verdict.PASSED)))
                .isEmpty();
        assertThat(FixtureCheck.problems(must, sheet(Verdict.PASSED, Verdict.PASSED)))
                .containsExactly("wrong: must lose 'a', but passes it");
        assertThat(FixtureCheck.problems(must, sheet(Verdict.PARTIAL, Verdict.SKIPPED)))
                .singleElement()
                .asString()
                .contains("neither in must_lose nor in may_lose: 'b' is SKIPPED");
        Fixture may = new Fixture.Wrong("wrong", List.of("a"), Map.of("b", "it follows"));
        assertThat(FixtureCheck.problems(may, sheet(Verdict.FAILED, Verdict.FAILED)))
                .isEmpty();
    }

    @Test
    void testsThatDoNotExistAreNamed() {
        Fixture fixture = new Fixture.Wrong("wrong", List.of("x"), Map.of("y", "because"));
        assertThat(FixtureCheck.problems(fixture, sheet(Verdict.PASSED, Verdict.PASSED)))
                .containsExactly(
                        "wrong: must_lose names 'x', which is no test of the suite",
                        "wrong: may_lose names 'y', which is no test of the suite");
    }

    @Test
    void whatWasNotMeasuredSaysNothingAboutTheSuite() {
        Fixture fixture = new Fixture.Wrong("wrong", List.of("a"), Map.of());
        assertThat(FixtureCheck.problems(fixture, sheet(Verdict.INFRASTRUCTURE, Verdict.FAILED)))
                .containsExactly("wrong: test 'a' could not be measured: evidence");
    }

    @Test
    void whatAPersonGradesIsNoPartOfTheProof() {
        ScoreSheet sheet = sheet(Verdict.PASSED, Verdict.AWAITING_GRADING);
        assertThat(FixtureCheck.problems(new Fixture.Reference("r"), sheet)).isEmpty();
        assertThat(FixtureCheck.problems(new Fixture.Wrong("w", List.of("a"), Map.of()), sheet))
                .singleElement()
                .asString()
                .contains("must lose 'a'");
    }

    @Test
    void aTestThatShouldHaveRunIsAProblem() {
        assertThat(FixtureCheck.problems(new Fixture.Reference("r"), sheet(Verdict.PASSED, Verdict.AWAITING_RUN)))
                .isNotEmpty();
    }

    private static ScoreSheet sheet(Verdict a, Verdict b) {
        return new ScoreSheet(List.of(test("a", a), test("b", b)));
    }

    private static TestScore test(String id, Verdict verdict) {
        int points = verdict == Verdict.PASSED ? 2 : verdict == Verdict.PARTIAL ? 1 : 0;
        return new TestScore(
                id,
                id,
                Visibility.VISIBLE,
                verdict,
                BigDecimal.valueOf(points),
                BigDecimal.TWO,
                List.of(),
                List.of("evidence"),
                false);
    }
}

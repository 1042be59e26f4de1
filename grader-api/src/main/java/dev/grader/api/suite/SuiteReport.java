package dev.grader.api.suite;

import dev.grader.core.proof.ProofReport;
import dev.grader.core.score.ScoreSheet;
import dev.grader.core.score.TestScore;
import dev.grader.core.suite.Fixture;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a suite made of its own fixtures.
 *
 * @param problems of the suite as a whole
 * @param margins how far the fixtures are from what would turn their verdicts; null until all are graded
 */
public record SuiteReport(
        List<FixtureReport> fixtures,
        List<String> problems,
        @Nullable ProofReport margins) {
    public SuiteReport {
        fixtures = List.copyOf(fixtures);
        problems = List.copyOf(problems);
    }

    /**
     * One fixture.
     *
     * @param kind reference, starter, correct or wrong
     * @param points null when it was not graded yet
     * @param maximum null when it was not graded yet
     */
    public record FixtureReport(
            String path,
            String kind,
            @Nullable BigDecimal points,
            @Nullable BigDecimal maximum,
            List<TestScore> tests,
            List<String> problems) {
        public FixtureReport {
            tests = List.copyOf(tests);
            problems = List.copyOf(problems);
        }

        static FixtureReport graded(Fixture fixture, ScoreSheet sheet, List<String> problems) {
            return new FixtureReport(
                    fixture.path(), kindOf(fixture), sheet.points(), sheet.maximum(), sheet.tests(), problems);
        }

        static FixtureReport waiting(Fixture fixture) {
            return new FixtureReport(fixture.path(), kindOf(fixture), null, null, List.of(), List.of());
        }

        private static String kindOf(Fixture fixture) {
            return switch (fixture) {
                case Fixture.Reference reference -> "reference";
                case Fixture.Starter starter -> "starter";
                case Fixture.Correct correct -> "correct";
                case Fixture.Wrong wrong -> "wrong";
            };
        }
    }

    /** Whether everything is as the suite declares. */
    boolean isClean() {
        return problems.isEmpty()
                && (margins == null || margins.problems().isEmpty())
                && fixtures.stream().allMatch(fixture -> fixture.problems().isEmpty());
    }
}

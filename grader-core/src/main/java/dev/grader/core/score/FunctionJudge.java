package dev.grader.core.score;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.Comparison;
import dev.grader.core.suite.TestDefinition.Function;
import dev.grader.core.suite.Tolerances;
import dev.grader.core.verdict.Verdict;
import java.util.List;

/**
 * Judges outputs. Comparisons with the reference or with given arrays give points by their share. A property holds or does
 * not: all of its comparisons must be right, and the output must depend on the input in every case.
 */
final class FunctionJudge {
    private FunctionJudge() {}

    static Judgement judge(Function test, List<Evidence> evidence) {
        return test.property().isPresent() ? property(test, evidence) : comparisons(test, evidence);
    }

    /** The tolerance of one comparison, by the type of what judges it. */
    static double tolerance(Function test, Comparison comparison) {
        return tolerance(test.tolerance(), comparison);
    }

    private static double tolerance(Tolerances tolerances, Comparison comparison) {
        return tolerances.of(comparison.profile().expectedType());
    }

    private static Judgement comparisons(Function test, List<Evidence> evidence) {
        List<Comparison> comparisons = Of.type(Comparison.class, evidence)
                .filter(comparison ->
                        comparison.judge() == Evidence.Judge.REFERENCE || comparison.judge() == Evidence.Judge.EXPECTED)
                .toList();
        if (comparisons.size() < test.comparisons()) {
            return Judgement.infrastructure(
                    "only " + comparisons.size() + " of " + test.comparisons() + " comparisons were measured");
        }
        List<Comparison> wrong = comparisons.stream()
                .filter(comparison -> !comparison.profile().within(tolerance(test, comparison)))
                .toList();
        List<String> messages = messages(test, wrong, comparisons.size());
        if (wrong.size() == comparisons.size() && ComparisonJudge.hasNotFinite(wrong)) {
            return Judgement.lost(Verdict.NOT_FINITE, messages);
        }
        return Judgement.ofShare(Judgement.fraction(comparisons.size() - wrong.size(), comparisons.size()), messages);
    }

    private static Judgement property(Function test, List<Evidence> evidence) {
        List<Comparison> held = ComparisonJudge.by(Evidence.Judge.PROPERTY, evidence);
        List<Comparison> depends = ComparisonJudge.by(Evidence.Judge.DEPENDENCE, evidence);
        int cases = test.cases().size();
        if (held.size() < cases || depends.size() < cases) {
            return Judgement.infrastructure("of " + cases + " cases, only " + held.size()
                    + " were measured by the property and " + depends.size() + " by other inputs");
        }
        List<Comparison> wrong = Of.type(Comparison.class, evidence)
                .filter(comparison -> isWrong(test, comparison))
                .toList();
        List<String> messages = messages(test, wrong, held.size() + depends.size());
        if (ComparisonJudge.hasNotFinite(wrong)) {
            return Judgement.lost(Verdict.NOT_FINITE, messages);
        }
        return Judgement.ofShare(Judgement.fraction(wrong.isEmpty() ? 1 : 0, 1), messages);
    }

    private static boolean isWrong(Function test, Comparison comparison) {
        boolean within = comparison.profile().within(tolerance(test, comparison));
        if (comparison.judge() == Evidence.Judge.DEPENDENCE) {
            return within || comparison.profile().notFinite() > 0;
        }
        return !within;
    }

    private static List<String> messages(Function test, List<Comparison> wrong, int all) {
        return ComparisonJudge.messages(
                test.common().visibility(), comparison -> tolerance(test, comparison), wrong, all);
    }
}

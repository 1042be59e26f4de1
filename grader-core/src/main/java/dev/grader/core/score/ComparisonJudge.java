package dev.grader.core.score;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.Comparison;
import dev.grader.core.suite.Visibility;
import dev.grader.core.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Judges tensors by the reference's: the points go by the share of comparisons that are right. */
final class ComparisonJudge {
    /** A student mends one thing at a time. */
    private static final int MESSAGES = 5;

    private ComparisonJudge() {}

    /**
     * Judges all comparisons with the reference.
     *
     * @param expected comparisons that must have been made at the least
     */
    static Judgement judge(Visibility visibility, double tolerance, int expected, List<Evidence> evidence) {
        List<Comparison> comparisons = by(Evidence.Judge.REFERENCE, evidence);
        if (comparisons.size() < expected) {
            return Judgement.infrastructure(
                    "only " + comparisons.size() + " of " + expected + " comparisons were measured");
        }
        List<Comparison> wrong = wrong(comparisons, tolerance);
        List<String> messages = messages(visibility, tolerance, wrong, comparisons.size());
        if (wrong.size() == comparisons.size() && hasNotFinite(wrong)) {
            return Judgement.lost(Verdict.NOT_FINITE, messages);
        }
        return Judgement.ofShare(Judgement.fraction(comparisons.size() - wrong.size(), comparisons.size()), messages);
    }

    static List<Comparison> by(Evidence.Judge judge, List<Evidence> evidence) {
        return Of.type(Comparison.class, evidence)
                .filter(comparison -> comparison.judge() == judge)
                .toList();
    }

    static List<Comparison> wrong(List<Comparison> comparisons, double tolerance) {
        return comparisons.stream()
                .filter(comparison -> !comparison.profile().within(tolerance))
                .toList();
    }

    static boolean hasNotFinite(List<Comparison> comparisons) {
        return comparisons.stream().anyMatch(comparison -> comparison.profile().notFinite() > 0);
    }

    static List<String> messages(Visibility visibility, double tolerance, List<Comparison> wrong, int all) {
        return messages(visibility, comparison -> tolerance, wrong, all);
    }

    static List<String> messages(
            Visibility visibility, ToDoubleFunction<Comparison> tolerance, List<Comparison> wrong, int all) {
        if (wrong.isEmpty()) {
            return List.of();
        }
        if (!visibility.showsValues()) {
            return List.of(ComparisonWords.magnitude(wrong, all));
        }
        List<String> messages = new ArrayList<>();
        wrong.stream()
                .limit(MESSAGES)
                .map(comparison -> ComparisonWords.exact(comparison, tolerance.applyAsDouble(comparison)))
                .forEach(messages::add);
        if (wrong.size() > MESSAGES) {
            messages.add("and " + (wrong.size() - MESSAGES) + " more");
        }
        return messages;
    }
}

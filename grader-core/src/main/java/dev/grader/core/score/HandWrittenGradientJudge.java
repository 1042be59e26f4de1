package dev.grader.core.score;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.Comparison;
import dev.grader.core.suite.TestDefinition.HandWrittenGradient;
import dev.grader.core.suite.Visibility;
import dev.grader.core.verdict.Verdict;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges a backward by the reference's gradients and by central differences of the student's own forward.
 *
 * <ul>
 *   <li>All right by both: full points.
 *   <li>Else every named value (a gradient, an output) counts 1 when all judges of it find it right, {@code
 *       ownForwardShare} when some do, and 0 when none does; the share is their mean.
 *   <li>Where one of the two judges finds nothing wrong at all, the share is at least {@code ownForwardShare}: a backward
 *       that fits a wrong forward, or one that is right although the forward is not.
 * </ul>
 */
final class HandWrittenGradientJudge {
    private static final int SHARE_DIGITS = 12;

    private HandWrittenGradientJudge() {}

    static Judgement judge(HandWrittenGradient test, List<Evidence> evidence) {
        List<Comparison> reference = ComparisonJudge.by(Evidence.Judge.REFERENCE, evidence);
        List<Comparison> differences = ComparisonJudge.by(Evidence.Judge.CENTRAL_DIFFERENCES, evidence);
        int expected = test.gradients().size();
        if (reference.size() < expected || differences.size() < expected) {
            return Judgement.infrastructure("of " + expected + " gradients, only " + reference.size()
                    + " were compared with the reference and " + differences.size() + " with central differences");
        }
        List<Comparison> wrongReference = ComparisonJudge.wrong(reference, test.tolerance());
        List<Comparison> wrongDifferences = ComparisonJudge.wrong(differences, test.differenceTolerance());
        List<String> messages = messages(test, reference, differences, wrongReference, wrongDifferences);
        BigDecimal share = share(test, evidence, wrongReference.isEmpty(), wrongDifferences.isEmpty());
        if (share.signum() == 0 && ComparisonJudge.hasNotFinite(wrongReference)) {
            return Judgement.lost(Verdict.NOT_FINITE, messages);
        }
        return Judgement.ofShare(share, messages);
    }

    static double tolerance(HandWrittenGradient test, Evidence.Judge judge) {
        return switch (judge) {
            case REFERENCE, EXPECTED, PROPERTY, DEPENDENCE -> test.tolerance();
            case CENTRAL_DIFFERENCES -> test.differenceTolerance();
        };
    }

    private static BigDecimal share(
            HandWrittenGradient test, List<Evidence> evidence, boolean fitsReference, boolean fitsForward) {
        if (fitsReference && fitsForward) {
            return BigDecimal.ONE;
        }
        Map<String, Integer> judged = new HashMap<>();
        Map<String, Integer> right = new HashMap<>();
        Of.type(Comparison.class, evidence).forEach(comparison -> {
            judged.merge(comparison.name(), 1, Integer::sum);
            boolean within = comparison.profile().within(tolerance(test, comparison.judge()));
            right.merge(comparison.name(), within ? 1 : 0, Integer::sum);
        });
        BigDecimal ownForward = BigDecimal.valueOf(test.ownForwardShare());
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<String, Integer> name : right.entrySet()) {
            if (name.getValue().equals(judged.get(name.getKey()))) {
                sum = sum.add(BigDecimal.ONE);
            } else if (name.getValue() > 0) {
                sum = sum.add(ownForward);
            }
        }
        BigDecimal share = sum.divide(BigDecimal.valueOf(judged.size()), SHARE_DIGITS, RoundingMode.HALF_UP);
        return fitsReference || fitsForward ? share.max(ownForward) : share;
    }

    private static List<String> messages(
            HandWrittenGradient test,
            List<Comparison> reference,
            List<Comparison> differences,
            List<Comparison> wrongReference,
            List<Comparison> wrongDifferences) {
        if (wrongReference.isEmpty() && wrongDifferences.isEmpty()) {
            return List.of();
        }
        Visibility visibility = test.common().visibility();
        List<String> messages = new ArrayList<>();
        if (wrongDifferences.isEmpty()) {
            messages.add("your backward fits your own forward, but not the reference: look at the forward first");
        } else if (wrongReference.isEmpty()) {
            messages.add("your backward agrees with the reference, but does not fit your own forward");
        } else {
            messages.add("your backward does not fit your own forward");
        }
        messages.addAll(ComparisonJudge.messages(visibility, test.tolerance(), wrongReference, reference.size()));
        if (visibility.showsValues() && wrongReference.isEmpty()) {
            messages.addAll(ComparisonJudge.messages(
                    visibility, test.differenceTolerance(), wrongDifferences, differences.size()));
        }
        return messages;
    }
}

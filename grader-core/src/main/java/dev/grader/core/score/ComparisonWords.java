package dev.grader.core.score;

import dev.grader.core.compare.ErrorProfile;
import dev.grader.core.compare.ErrorProfile.WorstElement;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.Comparison;
import dev.grader.core.tensor.ElementType;
import java.util.List;

/** Says where a tensor is wrong, for those who may see values, and how wrong, for those who may not. */
final class ComparisonWords {
    private ComparisonWords() {}

    /** With index, values and likely cause: for visible tests and for staff. */
    static String exact(Comparison comparison, double tolerance) {
        ErrorProfile profile = comparison.profile();
        String name = comparison.name() + judge(comparison.judge()) + ": ";
        String cause = Cause.of(profile).map(text -> "; " + text).orElse("");
        if (!profile.sameShape()) {
            return name + "the shape is " + profile.actualShape() + ", expected " + profile.expectedShape() + cause;
        }
        if (comparison.judge() == Evidence.Judge.DEPENDENCE) {
            return name + dependence(profile, tolerance);
        }
        if (profile.within(tolerance)) {
            return name + "right, largest error " + Numbers.words(profile.maximum());
        }
        String notFinite = profile.notFinite() == 0 ? "" : "; " + profile.notFinite() + " of them NaN or infinite";
        String worst = profile.worst().stream()
                .findFirst()
                .map(ComparisonWords::element)
                .orElse("");
        return name + count(profile, tolerance) + " of " + profile.elements() + " elements differ" + notFinite + worst
                + type(profile) + cause;
    }

    /** An order of magnitude for all wrong comparisons together, without index, value or exact difference. */
    static String magnitude(List<Comparison> wrong, int all) {
        String count = wrong.size() + " of " + all + " comparisons " + (wrong.size() == 1 ? "is" : "are") + " wrong";
        if (wrong.stream().anyMatch(comparison -> !comparison.profile().sameShape())) {
            return count + ": a result has the wrong shape";
        }
        if (wrong.stream().anyMatch(comparison -> comparison.profile().notFinite() > 0)) {
            return count + ": a result is NaN or infinite";
        }
        if (wrong.stream().allMatch(comparison -> comparison.judge() == Evidence.Judge.DEPENDENCE)) {
            return count + ": the output does not depend on the inputs";
        }
        double maximum = wrong.stream()
                .mapToDouble(comparison -> comparison.profile().maximum())
                .max()
                .orElseThrow();
        return count + ": off by " + Numbers.orderOfMagnitude(maximum);
    }

    /** Said only of values that are wrong: a type alone makes nothing wrong. */
    private static String type(ErrorProfile profile) {
        ElementType expected = profile.expectedType();
        ElementType actual = profile.actualType();
        return expected == null || actual == null || expected == actual
                ? ""
                : "; the type is " + actual.wireName() + ", expected " + expected.wireName();
    }

    private static String dependence(ErrorProfile profile, double tolerance) {
        if (profile.notFinite() > 0) {
            return "the output is NaN or infinite";
        }
        return profile.within(tolerance)
                ? "the output is the same for other inputs: a constant has this property, but is no answer"
                : "the output depends on the inputs";
    }

    private static String element(WorstElement worst) {
        return "; worst at " + worst.index() + ": expected " + Numbers.words(worst.expected()) + ", got "
                + Numbers.words(worst.actual()) + difference(worst);
    }

    private static String judge(Evidence.Judge judge) {
        return switch (judge) {
            case REFERENCE, DEPENDENCE -> "";
            case EXPECTED -> " against the given values";
            case PROPERTY -> " of your own outputs";
            case CENTRAL_DIFFERENCES -> " against central differences of your own forward";
        };
    }

    /** The ladder has counts for its own tolerances only; between them the coarser one is a lower bound. */
    private static String count(ErrorProfile profile, double tolerance) {
        long atLeast = 1;
        for (int rung = 0; rung < profile.ladder().size(); rung++) {
            double step = ErrorProfile.TOLERANCES.get(rung);
            long exceeding = profile.ladder().get(rung);
            if (step == tolerance || exceeding == profile.elements()) {
                return String.valueOf(exceeding);
            }
            if (step < tolerance) {
                break;
            }
            atLeast = Math.max(atLeast, exceeding);
        }
        return "at least " + atLeast;
    }

    private static String difference(WorstElement worst) {
        if (!Double.isFinite(worst.actual())) {
            return "";
        }
        double difference = Math.abs(worst.actual() - worst.expected());
        return worst.expected() == 0
                ? " (off by " + Numbers.words(difference) + ")"
                : " (relative error " + Numbers.words(difference / Math.abs(worst.expected())) + ")";
    }
}

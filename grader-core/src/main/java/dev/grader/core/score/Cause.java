package dev.grader.core.score;

import dev.grader.core.compare.ErrorProfile;
import dev.grader.core.compare.ErrorProfile.WorstElement;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Typical causes that show in a profile: they are said only where every worst element has the pattern. */
final class Cause {
    /** How equal ratios or differences must be to be called the same. */
    private static final double SAME = 1e-3;

    private Cause() {}

    /** The likely cause of a difference, as a sentence, when it can be known. */
    static Optional<String> of(ErrorProfile profile) {
        if (!profile.sameShape()) {
            return shape(profile.expectedShape(), profile.actualShape());
        }
        List<WorstElement> worst = profile.worst();
        if (profile.notFinite() > 0 || worst.isEmpty() || worst.size() < Math.min(2, profile.elements())) {
            return Optional.empty();
        }
        if (worst.stream().allMatch(element -> element.actual() == 0)) {
            return Optional.of("the worst elements are all 0: is this value computed at all?");
        }
        Optional<String> factor =
                same(worst, element -> element.actual() / element.expected()).map(Cause::factor);
        return factor.isPresent() || worst.size() < 2
                ? factor
                : same(worst, element -> element.actual() - element.expected())
                        .map(offset -> "the worst elements are all off by the same amount, " + Numbers.words(offset)
                                + ": is a term missing or added twice?");
    }

    private static String factor(double factor) {
        if (Math.abs(factor + 1) < SAME) {
            return "the sign is flipped";
        }
        return "the worst elements are all " + Numbers.words(factor)
                + " times what is expected: is a constant factor missing or applied twice?";
    }

    private static Optional<Double> same(List<WorstElement> worst, ToDoubleFunction<WorstElement> value) {
        double first = value.applyAsDouble(worst.getFirst());
        boolean all = worst.stream()
                .allMatch(element -> Math.abs(value.applyAsDouble(element) - first) <= SAME * Math.abs(first));
        return all && Double.isFinite(first) ? Optional.of(first) : Optional.empty();
    }

    private static Optional<String> shape(List<Long> expected, List<Long> actual) {
        if (expected.size() > 1 && actual.equals(expected.reversed())) {
            return Optional.of("it is transposed");
        }
        if (expected.stream()
                .filter(size -> size != 1)
                .toList()
                .equals(actual.stream().filter(size -> size != 1).toList())) {
            return Optional.of("a dimension of size 1 is missing or too many");
        }
        if (expected.stream().sorted().toList().equals(actual.stream().sorted().toList())) {
            return Optional.of("the dimensions are in another order");
        }
        if (actual.size() + 1 == expected.size()
                && expected.subList(1, expected.size()).equals(actual)) {
            return Optional.of("the first dimension, usually the batch, is missing: is it summed over?");
        }
        if (expected.size() + 1 == actual.size()
                && actual.subList(1, actual.size()).equals(expected)) {
            return Optional.of(
                    "there is one dimension too many in front, usually the batch: is a sum over it missing?");
        }
        return Optional.empty();
    }
}

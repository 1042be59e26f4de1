package dev.grader.core.gradebook.statistics;

import dev.grader.core.score.ScoreSheet;
import dev.grader.core.score.TestScore;
import dev.grader.core.verdict.Verdict;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a test of a suite went.
 *
 * @param judged submissions in which it has its points
 * @param passed of them, with the verdict {@link Verdict#PASSED}
 * @param open submissions in which its points are still to come
 * @param passRate percent of those that are judged; empty when none is
 * @param meanPoints of those that are judged; empty when none is
 */
public record TestStatistics(
        String testId,
        String title,
        BigDecimal maximum,
        int judged,
        int passed,
        int open,
        Optional<BigDecimal> passRate,
        Optional<BigDecimal> meanPoints) {
    private static final int RATE_PLACES = 1;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Of all tests, in the order in which the sheets name them; title and maximum as in the last sheet that has it. */
    public static List<TestStatistics> of(List<ScoreSheet> sheets) {
        Map<String, List<TestScore>> scores = new LinkedHashMap<>();
        for (ScoreSheet sheet : sheets) {
            for (TestScore score : sheet.tests()) {
                scores.computeIfAbsent(score.testId(), test -> new ArrayList<>())
                        .add(score);
            }
        }
        return scores.values().stream().map(TestStatistics::ofTest).toList();
    }

    private static TestStatistics ofTest(List<TestScore> scores) {
        List<TestScore> judged =
                scores.stream().filter(score -> !score.verdict().isOpen()).toList();
        int passed = (int) judged.stream()
                .filter(score -> score.verdict() == Verdict.PASSED)
                .count();
        BigDecimal points = judged.stream().map(TestScore::points).reduce(BigDecimal.ZERO, BigDecimal::add);
        TestScore last = scores.getLast();
        return new TestStatistics(
                last.testId(),
                last.title(),
                last.maximum(),
                judged.size(),
                passed,
                scores.size() - judged.size(),
                share(BigDecimal.valueOf(passed).multiply(HUNDRED), judged.size(), RATE_PLACES),
                share(points, judged.size(), Quantiles.SCALE));
    }

    private static Optional<BigDecimal> share(BigDecimal sum, int count, int places) {
        return count == 0
                ? Optional.empty()
                : Optional.of(sum.divide(BigDecimal.valueOf(count), places, RoundingMode.HALF_UP));
    }
}

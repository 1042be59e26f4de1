package dev.grader.core.score;

import dev.grader.core.suite.RubricItem;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.verdict.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts what people have given into a sheet that the {@link Scorer} made: a pure function like it. */
public final class ManualMarks {
    private ManualMarks() {}

    /**
     * The sheet with every manual test whose items are all graded. The others stay open.
     *
     * @param marks test id to item id to mark; what the suite does not have is left out, and of more points than an item has
     *     in this version of the suite those that it has
     */
    public static ScoreSheet on(ScoreSheet sheet, Suite suite, Map<String, Map<String, Mark>> marks) {
        return new ScoreSheet(sheet.tests().stream()
                .map(score -> suite.tests().stream()
                        .filter(test -> test.id().equals(score.testId()))
                        .filter(TestDefinition.Manual.class::isInstance)
                        .map(TestDefinition.Manual.class::cast)
                        .findFirst()
                        .map(test -> graded(test, score, marks.getOrDefault(test.id(), Map.of())))
                        .orElse(score))
                .toList());
    }

    private static TestScore graded(TestDefinition.Manual test, TestScore open, Map<String, Mark> marks) {
        BigDecimal points = BigDecimal.ZERO;
        List<String> messages = new ArrayList<>();
        for (RubricItem item : test.items()) {
            Mark mark = marks.get(item.id());
            if (mark == null) {
                return open;
            }
            BigDecimal given = mark.points().min(item.points());
            points = points.add(given);
            messages.add(item.title() + ": " + words(given) + " of " + words(item.points())
                    + (mark.comment().isBlank() ? "" : " – " + mark.comment()));
        }
        return new TestScore(
                open.testId(),
                open.title(),
                open.visibility(),
                verdict(points, open.maximum()),
                points,
                open.maximum(),
                messages,
                List.of(),
                open.extraCredit());
    }

    private static Verdict verdict(BigDecimal points, BigDecimal maximum) {
        if (points.compareTo(maximum) >= 0) {
            return Verdict.PASSED;
        }
        return points.signum() > 0 ? Verdict.PARTIAL : Verdict.FAILED;
    }

    private static String words(BigDecimal points) {
        return points.stripTrailingZeros().toPlainString();
    }
}

package dev.grader.api.grade;

import dev.grader.api.grade.Preview.TestDelta;
import dev.grader.core.score.ScoreSheet;
import dev.grader.core.score.TestScore;
import dev.grader.core.suite.SuiteDiff;
import dev.grader.core.suite.SuiteDiff.TestChange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In which tests two sheets of a submission differ, and why. */
final class Deltas {
    private Deltas() {}

    /** Tests whose verdict, points or maximum are different. */
    static List<TestDelta> between(ScoreSheet before, ScoreSheet after, SuiteDiff diff) {
        Map<String, TestScore> old = byId(before);
        Map<String, TestScore> now = byId(after);
        Set<String> ids = new LinkedHashSet<>(now.keySet());
        ids.addAll(old.keySet());
        List<TestDelta> deltas = new ArrayList<>();
        for (String id : ids) {
            TestScore was = old.get(id);
            TestScore is = now.get(id);
            if (differ(was, is)) {
                deltas.add(new TestDelta(
                        id,
                        was == null ? null : was.verdict(),
                        was == null ? null : was.points(),
                        is == null ? null : is.verdict(),
                        is == null ? null : is.points(),
                        why(id, diff)));
            }
        }
        return deltas;
    }

    /** A test that has not changed itself changes its verdict only with one that it depends on. */
    private static List<String> why(String testId, SuiteDiff diff) {
        List<String> reasons = diff.tests().stream()
                .filter(test -> test.testId().equals(testId))
                .map(TestChange::reasons)
                .findFirst()
                .orElse(List.of());
        return reasons.isEmpty() ? List.of("a test that it depends on changed") : reasons;
    }

    private static boolean differ(@Nullable TestScore one, @Nullable TestScore other) {
        if (one == null || other == null) {
            return true;
        }
        return one.verdict() != other.verdict()
                || isOther(one.points(), other.points())
                || isOther(one.maximum(), other.maximum())
                || one.extraCredit() != other.extraCredit();
    }

    private static boolean isOther(BigDecimal one, BigDecimal other) {
        return one.compareTo(other) != 0;
    }

    private static Map<String, TestScore> byId(ScoreSheet sheet) {
        Map<String, TestScore> scores = new LinkedHashMap<>();
        sheet.tests().forEach(test -> scores.put(test.testId(), test));
        return scores;
    }
}

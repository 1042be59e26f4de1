package dev.grader.core.score;

import dev.grader.core.verdict.Verdict;
import java.math.BigDecimal;
import java.util.List;

/** All tests of one submission, before any late penalty. A sheet with infrastructure in it is never a grade. */
public record ScoreSheet(List<TestScore> tests) {
    public ScoreSheet {
        tests = List.copyOf(tests);
    }

    public BigDecimal points() {
        return tests.stream().map(TestScore::points).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public BigDecimal maximum() {
        return tests.stream().map(TestScore::maximum).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public boolean hasInfrastructureFault() {
        return tests.stream().anyMatch(test -> test.verdict() == Verdict.INFRASTRUCTURE);
    }
}

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

    /** Without extra credit, so that points may be above it. */
    public BigDecimal maximum() {
        return tests.stream()
                .filter(test -> !test.extraCredit())
                .map(TestScore::maximum)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Whether every point is known: nobody has to grade anything, and nothing is to be run later. */
    public boolean hasAllPoints() {
        return tests.stream().noneMatch(test -> test.verdict().isOpen());
    }

    public boolean hasInfrastructureFault() {
        return tests.stream().anyMatch(test -> test.verdict() == Verdict.INFRASTRUCTURE);
    }
}

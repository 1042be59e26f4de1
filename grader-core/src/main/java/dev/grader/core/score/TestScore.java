package dev.grader.core.score;

import dev.grader.core.suite.Visibility;
import dev.grader.core.verdict.Verdict;
import java.math.BigDecimal;
import java.util.List;

/**
 * Verdict and points of one test.
 *
 * @param messages for the student; of a hidden test without index, value or exact difference
 * @param staffMessages the whole evidence in words
 * @param extraCredit whether {@code maximum} stays out of the sheet's
 */
public record TestScore(
        String testId,
        String title,
        Visibility visibility,
        Verdict verdict,
        BigDecimal points,
        BigDecimal maximum,
        List<String> messages,
        List<String> staffMessages,
        boolean extraCredit) {
    public TestScore {
        messages = List.copyOf(messages);
        staffMessages = List.copyOf(staffMessages);
        if (points.signum() < 0 || points.compareTo(maximum) > 0) {
            throw new IllegalArgumentException("points of " + testId + " are " + points + " of " + maximum);
        }
    }
}

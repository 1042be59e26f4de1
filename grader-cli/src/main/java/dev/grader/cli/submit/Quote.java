package dev.grader.cli.submit;

import java.math.BigDecimal;

/** What submitting would cost in slack days, as the service quotes it. */
public record Quote(
        String id, long lateSeconds, int daysLate, int daysCharged, BigDecimal penaltyPercent, String explanation) {
    /** Whether it is worth a question. */
    boolean costs() {
        return lateSeconds > 0 || daysCharged > 0 || penaltyPercent.signum() > 0;
    }
}

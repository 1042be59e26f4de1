package dev.grader.core.late.policy;

import java.math.BigDecimal;

/**
 * What being early gains, in percent of the earned points. An extension changes neither how early a submission is nor takes
 * away its bonus.
 *
 * @param perUnit for each whole unit before the due date of the calendar
 * @param atMost of it
 * @param onTime for a submission that is no unit late
 * @param missedCheckpoint lost when nothing was handed in by the early date of the part
 */
public record Early(BigDecimal perUnit, BigDecimal atMost, BigDecimal onTime, BigDecimal missedCheckpoint) {
    /** Being early gains nothing. */
    public static final Early NONE = new Early(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    public Early {
        if (perUnit.signum() < 0 || atMost.signum() < 0 || onTime.signum() < 0 || missedCheckpoint.signum() < 0) {
            throw new IllegalArgumentException("bonus and loss cannot be negative");
        }
    }
}

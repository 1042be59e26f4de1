package dev.grader.core.late;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** After which moment no submission of any student can earn points any more. */
public final class LastCutOff {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private LastCutOff() {}

    /**
     * When the assignment closes; else when every slack day is used up and the penalty has taken all.
     *
     * @param closes after which nothing is accepted, if there is such a moment
     * @return empty when lateness never costs everything
     */
    public static Optional<Instant> of(Instant due, Optional<Instant> closes, LatePolicy policy) {
        if (closes.isPresent()) {
            return closes;
        }
        if (policy.penaltyPercentPerDay().signum() == 0) {
            return Optional.empty();
        }
        long daysToNothing = HUNDRED.divide(policy.penaltyPercentPerDay(), 0, RoundingMode.CEILING)
                .longValueExact();
        return Optional.of(due.plusSeconds(policy.graceSeconds())
                .plus(Duration.ofDays(policy.capPerAssignment() + daysToNothing)));
    }
}

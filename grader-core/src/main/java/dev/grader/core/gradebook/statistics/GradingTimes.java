package dev.grader.core.gradebook.statistics;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long students waited until there was a grade, or there were marks.
 *
 * @param count of works that have them
 * @param median in seconds
 * @param ninthDecile nine of ten works took no longer, in seconds
 * @param longest in seconds
 */
public record GradingTimes(int count, BigDecimal median, BigDecimal ninthDecile, BigDecimal longest) {
    /** Nothing where nothing is graded. */
    public static Optional<GradingTimes> of(List<Duration> times) {
        if (times.isEmpty()) {
            return Optional.empty();
        }
        Quantiles quantiles = new Quantiles(times.stream()
                .map(time -> BigDecimal.valueOf(time.toMillis(), 3))
                .toList());
        return Optional.of(new GradingTimes(
                times.size(),
                quantiles.at(new BigDecimal("0.5")),
                quantiles.at(new BigDecimal("0.9")),
                quantiles.at(BigDecimal.ONE)));
    }
}

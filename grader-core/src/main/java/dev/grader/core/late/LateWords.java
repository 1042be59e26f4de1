package dev.grader.core.late;

import dev.grader.core.late.LatePolicy.Budget;
import java.math.BigDecimal;
import java.util.Optional;

/** Says in one sentence what was late and what it costs. */
final class LateWords {
    private static final long MINUTE = 60;
    private static final long HOUR = 3_600;
    private static final long DAY = 86_400;

    private LateWords() {}

    static String explain(
            LatePolicy policy,
            LateEvent event,
            long lateSeconds,
            int daysLate,
            int charged,
            Optional<Budget> budget,
            int before,
            BigDecimal penalty) {
        if (lateSeconds == 0) {
            boolean needed = event.submittedAt().getEpochSecond() > event.due().getEpochSecond();
            return needed ? "on time, thanks to an extension" : "on time";
        }
        String late = duration(lateSeconds) + " late";
        if (daysLate == 0) {
            return late + ", within the grace of " + duration(policy.graceSeconds()) + ": no slack day used";
        }
        return late + ": " + slack(policy, event.category(), daysLate, charged, budget, before) + ", "
                + penalty(daysLate - charged, charged > 0, penalty);
    }

    private static String slack(
            LatePolicy policy, String category, int daysLate, int charged, Optional<Budget> budget, int before) {
        if (budget.isEmpty()) {
            return "there are no slack days for " + category + " assignments";
        }
        if (before == 0) {
            return "none of " + days(budget.get().days(), category) + " is left";
        }
        if (charged == 0) {
            return "no slack day may be used for one assignment";
        }
        String used = charged + " of " + days(budget.get().days(), category) + " used";
        if (charged == daysLate) {
            return before == budget.get().days() ? used : used + " (" + before + " were left)";
        }
        return charged == policy.capPerAssignment()
                ? used + " (cap of " + charged + " per assignment)"
                : used + " (all that were left)";
    }

    private static String penalty(int uncovered, boolean further, BigDecimal percent) {
        if (percent.signum() == 0) {
            return "no penalty";
        }
        return percent.stripTrailingZeros().toPlainString() + " % for " + uncovered + (further ? " further" : "")
                + (uncovered == 1 ? " day" : " days");
    }

    private static String days(int count, String category) {
        return count + " " + category + " slack " + (count == 1 ? "day" : "days");
    }

    /** Whole units, but with the rest where it is what began a further day: "27 h", "24 h 1 s", "2 days 12 h". */
    static String duration(long seconds) {
        if (seconds < MINUTE) {
            return seconds + " s";
        }
        if (seconds < HOUR) {
            return withRest(seconds / MINUTE + " min", seconds % MINUTE);
        }
        if (seconds < 2 * DAY) {
            return withRest(seconds / HOUR + " h", seconds / HOUR % 24 == 0 ? seconds % HOUR : 0);
        }
        long rest = seconds % DAY;
        return withRest(seconds / DAY + " days", rest >= HOUR ? rest / HOUR * HOUR : rest);
    }

    private static String withRest(String whole, long rest) {
        if (rest == 0) {
            return whole;
        }
        if (rest >= HOUR) {
            return whole + " " + rest / HOUR + " h";
        }
        return whole + " " + (rest >= MINUTE ? rest / MINUTE + " min" : rest + " s");
    }
}

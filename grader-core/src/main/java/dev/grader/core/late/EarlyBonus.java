package dev.grader.core.late;

import dev.grader.core.late.policy.Early;
import dev.grader.core.late.policy.LateClock;
import dev.grader.core.late.policy.Policy;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;

/** What a submission gains by being early, and loses by a missed checkpoint. */
final class EarlyBonus {
    private EarlyBonus() {}

    /** In percent of the earned points. */
    static BigDecimal percent(Term term, Row row, Event.Submission submission, boolean onTime) {
        Early early = term.policy().early();
        if (early.equals(Early.NONE) || row.part().due().isEmpty()) {
            return BigDecimal.ZERO;
        }
        BigDecimal percent = gain(
                term.policy(),
                row.part(),
                submission.at(),
                onTime,
                term.calendar().zone());
        return isCheckpointMissed(term, row) ? percent.subtract(early.missedCheckpoint()) : percent;
    }

    /** What the moment of a submission gains, in percent of the earned points; a missed checkpoint is another matter. */
    static BigDecimal gain(Policy policy, Part part, Instant at, boolean onTime, ZoneId zone) {
        Early early = policy.early();
        int units =
                part.due().map(due -> unitsEarly(policy.clock(), due, at, zone)).orElse(0);
        BigDecimal bonus = early.perUnit().multiply(BigDecimal.valueOf(units)).min(early.atMost());
        return onTime ? bonus.add(early.onTime()) : bonus;
    }

    static boolean isCheckpointMissed(Term term, Row row) {
        return term.checkpoint(row).filter(date -> !term.handedInBy(row, date)).isPresent();
    }

    /** Whole units between a submission and the due date of the calendar. */
    private static int unitsEarly(LateClock clock, Instant due, Instant at, ZoneId zone) {
        if (at.getEpochSecond() >= due.getEpochSecond()) {
            return 0;
        }
        int units = Math.toIntExact((due.getEpochSecond() - at.getEpochSecond())
                        / clock.unit().seconds())
                + 1;
        while (units > 0 && clock.boundary(at, units, zone).getEpochSecond() > due.getEpochSecond()) {
            units--;
        }
        return units;
    }
}

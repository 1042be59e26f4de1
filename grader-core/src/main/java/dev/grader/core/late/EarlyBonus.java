package dev.grader.core.late;

import dev.grader.core.late.policy.Early;
import dev.grader.core.late.policy.LateClock;
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
        Instant due = row.part().due().get();
        int units = unitsEarly(
                term.policy().clock(), due, submission.at(), term.calendar().zone());
        BigDecimal bonus = early.perUnit().multiply(BigDecimal.valueOf(units)).min(early.atMost());
        BigDecimal percent = onTime ? bonus.add(early.onTime()) : bonus;
        return isCheckpointMissed(term, row) ? percent.subtract(early.missedCheckpoint()) : percent;
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

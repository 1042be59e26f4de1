package dev.grader.core.late;

import dev.grader.core.late.policy.Cost;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What lateness cost a student for a part.
 *
 * @param submission that counts
 * @param due of the student, when there is a date
 * @param lateSeconds after it, in whole seconds; time in which nobody could hand in is not counted
 * @param late units, rounded by the policy
 * @param charged units of the budget
 * @param budget that the part draws on
 * @param total of the budget when the part was due
 * @param before units left in it before this part
 * @param left units left in it after this part
 * @param cost to the points
 * @param earned points before lateness
 * @param points that are left, when they are known
 * @param explanation one sentence for the student
 */
public record LedgerEntry(
        String member,
        String part,
        Status status,
        Optional<String> submission,
        Optional<Instant> due,
        long lateSeconds,
        int late,
        int charged,
        Optional<String> budget,
        int total,
        int before,
        int left,
        Cost cost,
        Optional<BigDecimal> earned,
        Optional<BigDecimal> points,
        String explanation) {
    /** How it ended. */
    public enum Status {
        /** Nothing was handed in. */
        MISSING,
        /** The part does not count for the student. */
        EXCUSED,
        /** No unit late. */
        ON_TIME,
        /** Late without a cost to the points. */
        COVERED,
        /** Some of the points are lost. */
        PENALISED,
        /** All points are lost. */
        ZERO,
        /** It does not count: it came after the cut-off, or nothing covers it and the policy refuses that. */
        REFUSED
    }
}

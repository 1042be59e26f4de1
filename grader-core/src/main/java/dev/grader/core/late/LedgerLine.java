package dev.grader.core.late;

import dev.grader.core.late.policy.LateUnit;
import dev.grader.core.late.policy.Policy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * An entry of the ledger as people and programs get it.
 *
 * @param submission that counts
 * @param due of the student
 * @param lateSeconds after it
 * @param late units, rounded by the policy
 * @param charged of them, from the budget
 * @param budgetBefore units left in it before this line
 * @param budgetLeft units left in it after this line
 * @param penalty what it costs in points: "no penalty", "20 % of the earned points lost"
 * @param earned points before lateness, when they are known
 * @param points that are left, when they are known
 * @param explanation one sentence for the student: "27 h late = 2 days; 2 of your 10 practical days used, 8 left; no penalty"
 */
public record LedgerLine(
        String assignment,
        LedgerEntry.Status status,
        Optional<String> submission,
        Optional<Instant> due,
        long lateSeconds,
        int late,
        int charged,
        LateUnit unit,
        Optional<String> budget,
        int budgetTotal,
        int budgetBefore,
        int budgetLeft,
        String penalty,
        Optional<BigDecimal> earned,
        Optional<BigDecimal> points,
        String explanation) {
    /** The line of an entry under its policy. */
    public static LedgerLine of(LedgerEntry entry, Policy policy) {
        return new LedgerLine(
                entry.part(),
                entry.status(),
                entry.submission(),
                entry.due(),
                entry.lateSeconds(),
                entry.late(),
                entry.charged(),
                policy.clock().unit(),
                entry.budget(),
                entry.total(),
                entry.before(),
                entry.left(),
                CostWords.of(entry.cost(), policy.operand()),
                entry.earned(),
                entry.points(),
                entry.explanation());
    }
}

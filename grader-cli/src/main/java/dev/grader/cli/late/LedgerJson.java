package dev.grader.cli.late;

import dev.grader.core.late.Ledger;
import dev.grader.core.late.LedgerEntry;
import dev.grader.core.late.policy.Cost;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A ledger as JSON.
 *
 * @param unit day, half_day or hour: of all counts
 * @param notes which categories of the policy and of the parts do not fit each other
 */
record LedgerJson(String unit, List<Entry> entries, List<Balance> balances, List<String> notes) {
    static LedgerJson of(Ledger ledger, List<String> notes) {
        return new LedgerJson(
                ledger.unit().name().toLowerCase(Locale.ROOT),
                ledger.entries().stream().map(Entry::of).toList(),
                ledger.balances().stream().map(Balance::of).toList(),
                notes);
    }

    /**
     * An entry.
     *
     * @param due moment in UTC
     * @param penalty percent, or points where the policy's operand is points; 100 where all is lost
     */
    record Entry(
            String student,
            String part,
            String status,
            Optional<String> submission,
            Optional<String> due,
            long lateSeconds,
            int late,
            int charged,
            Optional<String> budget,
            int budgetTotal,
            int budgetBefore,
            int budgetLeft,
            BigDecimal penalty,
            Optional<BigDecimal> earned,
            Optional<BigDecimal> points,
            String explanation) {
        private static final BigDecimal ALL = BigDecimal.valueOf(100);

        static Entry of(LedgerEntry entry) {
            return new Entry(
                    entry.member(),
                    entry.part(),
                    entry.status().name().toLowerCase(Locale.ROOT),
                    entry.submission(),
                    entry.due().map(Object::toString),
                    entry.lateSeconds(),
                    entry.late(),
                    entry.charged(),
                    entry.budget(),
                    entry.total(),
                    entry.before(),
                    entry.left(),
                    penalty(entry.cost()),
                    entry.earned(),
                    entry.points(),
                    entry.explanation());
        }

        private static BigDecimal penalty(Cost cost) {
            return switch (cost) {
                case Cost.Penalty penalty -> penalty.amount().shown();
                case Cost.Zero zero -> ALL;
                case Cost.Refused refused -> ALL;
            };
        }
    }

    /** A student's budget at the end of the term. */
    record Balance(String student, String budget, int total, int used, int left) {
        static Balance of(Ledger.Balance balance) {
            return new Balance(balance.member(), balance.budget(), balance.total(), balance.used(), balance.left());
        }
    }
}

package dev.grader.core.late;

import dev.grader.core.late.policy.LateUnit;
import java.util.List;

/**
 * What lateness cost everybody in a term.
 *
 * @param unit of all counts
 * @param entries by student, and for each student in the order in which the budgets were drawn on
 * @param balances by student and budget
 */
public record Ledger(LateUnit unit, List<LedgerEntry> entries, List<Balance> balances) {
    public Ledger {
        entries = List.copyOf(entries);
        balances = List.copyOf(balances);
    }

    /**
     * A student's budget at the end of the term.
     *
     * @param total with all changes
     * @param left none when it was lowered below its use
     */
    public record Balance(String member, String budget, int total, int used, int left) {}

    /** The entry of a part of a student. */
    public LedgerEntry entry(String member, String part) {
        return entries.stream()
                .filter(entry -> entry.member().equals(member) && entry.part().equals(part))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no entry of " + member + " for " + part));
    }
}

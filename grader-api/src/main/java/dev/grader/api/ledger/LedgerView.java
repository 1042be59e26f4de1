package dev.grader.api.ledger;

import dev.grader.core.late.LedgerLine;
import dev.grader.core.late.policy.LateUnit;
import java.util.List;

/**
 * The late ledger of a student.
 *
 * @param unit of all counts
 * @param lines one for each assignment, in the order in which the budgets were drawn on
 */
public record LedgerView(
        String student, String name, LateUnit unit, List<LedgerLine> lines, List<BalanceView> balances) {
    public LedgerView {
        lines = List.copyOf(lines);
        balances = List.copyOf(balances);
    }

    /** Whether a budget of the student has no more left than so many units. */
    boolean hasAtMost(int left) {
        return balances.stream().anyMatch(balance -> balance.left() <= left);
    }

    /**
     * A budget.
     *
     * @param total with all changes
     */
    public record BalanceView(String budget, int total, int used, int left) {}
}

package dev.grader.api.ledger;

import dev.grader.api.ledger.LedgerView.BalanceView;
import dev.grader.core.gradebook.term.Student;
import dev.grader.core.late.Ledger;
import dev.grader.core.late.Ledger.Balance;
import dev.grader.core.late.LedgerEntry;
import dev.grader.core.late.LedgerLine;
import dev.grader.core.late.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows ledgers by student. */
final class LedgerViews {
    private LedgerViews() {}

    static List<LedgerView> of(List<Student> students, Ledger ledger, Policy policy) {
        Map<String, List<LedgerEntry>> entries =
                ledger.entries().stream().collect(Collectors.groupingBy(LedgerEntry::member));
        Map<String, List<Balance>> balances =
                ledger.balances().stream().collect(Collectors.groupingBy(Balance::member));
        return students.stream()
                .map(student -> new LedgerView(
                        student.login(),
                        student.name(),
                        ledger.unit(),
                        entries.getOrDefault(student.login(), List.of()).stream()
                                .map(entry -> LedgerLine.of(entry, policy))
                                .toList(),
                        balances.getOrDefault(student.login(), List.of()).stream()
                                .map(balance -> new BalanceView(
                                        balance.budget(), balance.total(), balance.used(), balance.left()))
                                .toList()))
                .toList();
    }
}

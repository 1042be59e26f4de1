package dev.grader.core.late;

import dev.grader.core.late.Ledger.Balance;
import dev.grader.core.late.LedgerEntry.Status;
import dev.grader.core.late.policy.Budget;
import dev.grader.core.late.policy.Cost;
import dev.grader.core.late.policy.Share;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down what was decided, with the state of each budget before and after. */
final class LedgerWriter {
    private final Term term;
    private final Map<Row, Decision> decisions;
    private final LedgerWords words;
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final List<Balance> balances = new ArrayList<>();

    LedgerWriter(Term term, Map<Row, Decision> decisions) {
        this.term = term;
        this.decisions = decisions;
        this.words = new LedgerWords(term);
    }

    Ledger ledger() {
        for (String member : term.members()) {
            write(member);
        }
        return new Ledger(term.policy().clock().unit(), entries, balances);
    }

    private void write(String member) {
        Map<String, Integer> used = new HashMap<>();
        List<Row> rows = InTurn.order(
                term, term.parts().stream().map(part -> new Row(member, part)).toList());
        for (Row row : rows) {
            Optional<Budget> budget = term.budget(row.part());
            Account account = account(row, budget, used);
            LedgerEntry entry = entry(row, account);
            entries.add(entry);
            budget.ifPresent(found -> used.merge(found.name(), entry.charged(), Integer::sum));
        }
        for (Budget budget : term.policy().budgets()) {
            int total = term.totals().finalTotal(member, budget);
            int spent = used.getOrDefault(budget.name(), 0);
            balances.add(new Balance(member, budget.name(), total, spent, Math.max(0, total - spent)));
        }
    }

    /** A budget before a row. */
    record Account(Optional<String> budget, int total, int before) {}

    private Account account(Row row, Optional<Budget> budget, Map<String, Integer> used) {
        int total = budget.map(found -> term.totals().total(row.member(), found, row.part()))
                .orElse(0);
        int spent = budget.map(found -> used.getOrDefault(found.name(), 0)).orElse(0);
        return new Account(budget.map(Budget::name), total, Math.max(0, total - spent));
    }

    private LedgerEntry entry(Row row, Account account) {
        Optional<Event.Excuse> excuse = term.excuse(row);
        Decision decision = decisions.get(row);
        if (excuse.isPresent()) {
            return withoutSubmission(row, account, Status.EXCUSED, words.excused(excuse.get()));
        }
        if (decision == null) {
            return withoutSubmission(row, account, Status.MISSING, "nothing handed in");
        }
        Candidate candidate = decision.candidate();
        return new LedgerEntry(
                row.member(),
                row.part().id(),
                status(decision),
                Optional.of(candidate.submission().id()),
                candidate.due().date(),
                candidate.seconds(),
                candidate.units(),
                decision.charged(),
                account.budget(),
                account.total(),
                account.before(),
                Math.max(0, account.before() - decision.charged()),
                decision.cost(),
                candidate.earned(),
                candidate.earned().map(earned -> decision.points()),
                words.explain(row, decision, account));
    }

    private LedgerEntry withoutSubmission(Row row, Account account, Status status, String explanation) {
        Optional<Instant> due = term.due(row).date();
        return new LedgerEntry(
                row.member(),
                row.part().id(),
                status,
                Optional.empty(),
                due,
                0,
                0,
                0,
                account.budget(),
                account.total(),
                account.before(),
                account.before(),
                Cost.nothing(),
                Optional.empty(),
                Optional.empty(),
                explanation);
    }

    private static Status status(Decision decision) {
        return switch (decision.cost()) {
            case Cost.Zero zero -> Status.ZERO;
            case Cost.Refused refused -> Status.REFUSED;
            case Cost.Penalty(Share amount) -> {
                if (!amount.isZero()) {
                    yield Status.PENALISED;
                }
                yield decision.candidate().units() == 0 ? Status.ON_TIME : Status.COVERED;
            }
        };
    }
}

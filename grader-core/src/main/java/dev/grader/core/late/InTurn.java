package dev.grader.core.late;

import dev.grader.core.late.Limits.Account;
import dev.grader.core.late.policy.Budget;
import dev.grader.core.late.policy.TeamRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives out the units of the budgets part by part, in the order of the due dates, then of the parts' ids.
 *
 * <p>Where every member of a team answers alone, these are the student's own due dates. Where members depend on each other's
 * budgets, they are the calendar's: members may have different dates of their own, and in one order for all no member waits
 * for another who waits for the first.
 */
final class InTurn {
    private record Turn(Instant due, Row row) {}

    private static final Comparator<Turn> ORDER = Comparator.comparing(Turn::due)
            .thenComparing(turn -> turn.row().part().id())
            .thenComparing(turn -> turn.row().member());

    private final Term term;
    private final Pick pick;
    private final Map<Account, Integer> used = new HashMap<>();
    private final Map<Row, Decision> decisions = new LinkedHashMap<>();

    private InTurn(Term term) {
        this.term = term;
        this.pick = new Pick(term);
    }

    static Map<Row, Decision> decide(Term term) {
        InTurn all = new InTurn(term);
        all.run();
        return all.decisions;
    }

    /** The date by which a row takes its turn. */
    static Instant turn(Term term, Row row) {
        Optional<Instant> date = term.policy().team() == TeamRule.EACH
                ? term.due(row).date()
                : row.part().due();
        return date.orElse(Instant.MAX);
    }

    /** Rows in the order in which they take their turns. */
    static List<Row> order(Term term, List<Row> rows) {
        return rows.stream()
                .map(row -> new Turn(turn(term, row), row))
                .sorted(ORDER)
                .map(Turn::row)
                .toList();
    }

    private void run() {
        List<Turn> turns = new ArrayList<>();
        for (String member : term.members()) {
            for (Part part : term.parts()) {
                Row row = new Row(member, part);
                if (term.excuse(row).isEmpty() && !term.candidates(row).isEmpty()) {
                    turns.add(new Turn(turn(term, row), row));
                }
            }
        }
        turns.sort(ORDER);
        int begin = 0;
        while (begin < turns.size()) {
            int end = begin;
            while (end < turns.size() && isSameTurn(turns.get(begin), turns.get(end))) {
                end++;
            }
            together(turns.subList(begin, end));
            begin = end;
        }
    }

    private static boolean isSameTurn(Turn one, Turn other) {
        return one.due().equals(other.due())
                && one.row().part().equals(other.row().part());
    }

    /** The members of a team see each other's budgets as they were before the part. */
    private void together(List<Turn> turns) {
        Limits limits = new Limits(term, used);
        for (Turn turn : turns) {
            Row row = turn.row();
            decisions.put(row, pick.decide(row, term.candidates(row), limits));
        }
        for (Turn turn : turns) {
            Optional<Budget> budget = term.budget(turn.row().part());
            Decision decision = decisions.get(turn.row());
            if (budget.isPresent() && decision != null) {
                used.merge(new Account(turn.row().member(), budget.get().name()), decision.charged(), Integer::sum);
            }
        }
    }
}

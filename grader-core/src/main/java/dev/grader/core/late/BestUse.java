package dev.grader.core.late;

import dev.grader.core.late.policy.Budget;
import dev.grader.core.late.policy.Counted;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives out each student's units so that the sum of final points times worth is as large as it can be; of equal ones with the
 * most points, for what counts nowhere yet; and with as few units as that takes. What is not graded counts as full marks until
 * it is.
 *
 * <p>Where a budget changes during the term, units may be given to the parts in any order, as long as each part finds them
 * within the total of its own due date. So an allocation is possible when, for every total, the parts with that total or a
 * smaller one use no more than it. The search goes through the parts from the smallest total to the largest and keeps the
 * best sum for every number of units used so far.
 */
final class BestUse {
    /** The best way to have used so many units by some part. */
    private record State(
            BigDecimal value,
            BigDecimal points,
            @Nullable State before,
            @Nullable Row row,
            @Nullable Decision decision) {}

    private static final Limit NONE_LEFT = new Limit(0, 0, Limit.By.BUDGET, false);
    private static final Comparator<State> ORDER =
            Comparator.comparing(State::value).thenComparing(State::points);

    private final Term term;
    private final Pick pick;
    private final Map<Row, Decision> decisions = new LinkedHashMap<>();

    private BestUse(Term term) {
        this.term = term;
        this.pick = new Pick(term);
    }

    static Map<Row, Decision> decide(Term term) {
        BestUse all = new BestUse(term);
        for (String member : term.members()) {
            for (Budget budget : term.policy().budgets()) {
                all.allocate(member, budget);
            }
            all.withoutBudget(member);
        }
        return all.decisions;
    }

    private void withoutBudget(String member) {
        for (Part part : term.parts()) {
            if (term.budget(part).isEmpty()) {
                Row row = new Row(member, part);
                if (counts(row)) {
                    pick.charging(row, term.candidates(row), 0, NONE_LEFT)
                            .ifPresent(decision -> decisions.put(row, decision));
                }
            }
        }
    }

    private void allocate(String member, Budget budget) {
        List<Row> rows = term.parts().stream()
                .filter(part -> term.budget(part).equals(Optional.of(budget)))
                .map(part -> new Row(member, part))
                .filter(this::counts)
                .sorted(Comparator.comparingInt((Row row) -> term.totals().total(member, budget, row.part()))
                        .thenComparing(row -> InTurn.turn(term, row))
                        .thenComparing(row -> row.part().id()))
                .toList();
        List<@Nullable State> states = new ArrayList<>();
        states.add(new State(BigDecimal.ZERO, BigDecimal.ZERO, null, null, null));
        for (Row row : rows) {
            states = after(
                    states,
                    row,
                    options(row, term.totals().total(member, budget, row.part())),
                    term.totals().total(member, budget, row.part()));
        }
        State state = best(states);
        while (state != null && state.row() != null && state.decision() != null) {
            decisions.put(state.row(), state.decision());
            state = state.before();
        }
    }

    /** From the fewest units to the most, each with more points than those before: others can be in no best use. */
    private List<Decision> options(Row row, int total) {
        List<Candidate> candidates = term.candidates(row);
        int cap = term.policy().rules(row.part().category()).cap().orElse(Integer.MAX_VALUE);
        int latest = candidates.stream().mapToInt(Candidate::units).max().orElse(0);
        int most = Math.min(cap, total);
        Limit limit = new Limit(most, most, cap < total ? Limit.By.CAP : Limit.By.BUDGET, false);
        List<Decision> options = new ArrayList<>();
        for (int units = 0; units <= Math.min(latest, most); units++) {
            option(row, candidates, units, limit)
                    .filter(option -> options.isEmpty()
                            || option.points().compareTo(options.getLast().points()) > 0)
                    .ifPresent(options::add);
        }
        return options;
    }

    /**
     * Who has units left is refused less where those move an end, so that a later submission may count that is worse. A part
     * that is given none may therefore be as if none were left.
     */
    private Optional<Decision> option(Row row, List<Candidate> candidates, int units, Limit limit) {
        Optional<Decision> option = pick.charging(row, candidates, units, limit);
        boolean isBestCounted = term.policy().counted() == Counted.BEST;
        if (units > 0 || limit.most() == 0 || candidates.size() == 1 || isBestCounted) {
            return option;
        }
        return pick.charging(row, candidates, 0, NONE_LEFT)
                .filter(other -> option.isEmpty() || isBetter(other, option.get()))
                .or(() -> option);
    }

    /** The full marks of what nobody may ever mark are not better than what somebody has marked. */
    private static boolean isBetter(Decision other, Decision option) {
        boolean isUnread = other.candidate().isUnread() && !option.candidate().isUnread();
        return !isUnread && other.points().compareTo(option.points()) > 0;
    }

    private List<@Nullable State> after(List<@Nullable State> before, Row row, List<Decision> options, int total) {
        List<@Nullable State> after = new ArrayList<>();
        for (int used = 0; used < before.size(); used++) {
            State state = before.get(used);
            if (state != null) {
                for (Decision option : options) {
                    if (option.charged() == 0 || used + option.charged() <= total) {
                        put(after, used + option.charged(), next(state, row, option));
                    }
                }
            }
        }
        return after;
    }

    private State next(State state, Row row, Decision decision) {
        BigDecimal gain = decision.points().multiply(term.worth(row));
        BigDecimal points = term.isSettled(row) ? BigDecimal.ZERO : decision.points();
        return new State(state.value().add(gain), state.points().add(points), state, row, decision);
    }

    /** Of equal ones the first stays. */
    private static void put(List<@Nullable State> states, int used, State state) {
        while (states.size() <= used) {
            states.add(null);
        }
        State there = states.get(used);
        if (there == null || ORDER.compare(there, state) < 0) {
            states.set(used, state);
        }
    }

    private static @Nullable State best(List<@Nullable State> states) {
        State best = null;
        for (State state : states) {
            if (state != null && (best == null || ORDER.compare(best, state) < 0)) {
                best = state;
            }
        }
        return best;
    }

    private boolean counts(Row row) {
        return term.excuse(row).isEmpty() && !term.candidates(row).isEmpty();
    }
}

package dev.grader.core.late;

import dev.grader.core.late.policy.Policy;
import dev.grader.core.late.policy.TeamRule;
import dev.grader.core.late.policy.Use;
import java.util.List;
import java.util.Map;

/**
 * The late ledger of a term: a pure function of policy, calendar and events, without clock or database. Whatever changes, the
 * whole ledger is computed anew.
 */
public final class LateEvaluation {
    private LateEvaluation() {}

    /**
     * One entry for each part of each student who is in the calendar or in an event.
     *
     * @param events in any order; where two have the same time, the later in the list holds
     * @throws IllegalArgumentException when an event names a part that is not in the calendar, or two submissions have one id
     */
    public static Ledger evaluate(Policy policy, Calendar calendar, List<Event> events) {
        if (policy.team() == TeamRule.EACH) {
            List<Ledger> single = new SingleTerms(policy, calendar, events)
                    .stream().parallel().map(LateEvaluation::evaluate).toList();
            return new Ledger(
                    policy.clock().unit(),
                    single.stream().flatMap(own -> own.entries().stream()).toList(),
                    single.stream().flatMap(own -> own.balances().stream()).toList());
        }
        return evaluate(new Term(policy, calendar, events));
    }

    /**
     * The same for one student alone, from no more events than the student's ledger depends on.
     *
     * @throws IllegalArgumentException when one of those events names a part that is not in the calendar
     */
    public static Ledger evaluate(Policy policy, Calendar calendar, List<Event> events, String member) {
        Dependence dependence = Dependence.of(policy, events, member);
        Calendar own = calendar.with(List.copyOf(dependence.members()));
        Ledger ledger = evaluate(policy, own, dependence.events());
        return new Ledger(
                ledger.unit(),
                ledger.entries().stream()
                        .filter(entry -> entry.member().equals(member))
                        .toList(),
                ledger.balances().stream()
                        .filter(balance -> balance.member().equals(member))
                        .toList());
    }

    private static Ledger evaluate(Term term) {
        Map<Row, Decision> decisions = term.policy().use() == Use.BEST ? BestUse.decide(term) : InTurn.decide(term);
        return new LedgerWriter(term, decisions).ledger();
    }
}

package dev.grader.core.late;

import dev.grader.core.late.policy.Policy;
import dev.grader.core.late.policy.TeamRule;
import dev.grader.core.late.policy.Use;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

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
        if (policy.team() != TeamRule.EACH) {
            return evaluate(new Term(policy, calendar, events));
        }
        List<Ledger> single = each(policy, calendar, events, (member, own) -> own);
        return new Ledger(
                policy.clock().unit(),
                single.stream().flatMap(own -> own.entries().stream()).toList(),
                single.stream().flatMap(own -> own.balances().stream()).toList());
    }

    /**
     * Each student's part of that ledger, made into something at once: the whole ledger of a large course does not fit into the
     * caches, one student's does.
     *
     * @param use of a student's name and ledger; for several students at the same time
     * @return in the order of the names
     * @throws IllegalArgumentException as for everybody's
     */
    public static <T> List<T> each(
            Policy policy, Calendar calendar, List<Event> events, BiFunction<String, Ledger, T> use) {
        if (policy.team() == TeamRule.EACH) {
            return new SingleTerms(policy, calendar, events)
                    .stream()
                            .parallel()
                            .map(term -> use.apply(term.members().first(), evaluate(term)))
                            .toList();
        }
        Term term = new Term(policy, calendar, events);
        Map<String, Ledger> own = evaluate(term).byMember();
        return List.copyOf(term.members()).parallelStream()
                .map(member -> use.apply(
                        member,
                        own.getOrDefault(member, Ledger.empty(policy.clock().unit()))))
                .toList();
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

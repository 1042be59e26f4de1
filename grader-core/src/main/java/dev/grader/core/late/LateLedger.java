package dev.grader.core.late;

import dev.grader.core.late.LatePolicy.Budget;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every assignment costs one student: a pure function of policy and counted submissions, without clock or database, so
 * that every change of a date or an extension is a new evaluation of everything.
 *
 * <p>Assignments draw on their budget in the order of their effective due dates, then of their ids. Times are compared in
 * whole seconds. A day is 86,400 seconds, whatever the clocks on the wall do. The grace is not counted as lateness at all,
 * so what is handed in within the grace after a day boundary does not begin another day.
 */
public final class LateLedger {
    private static final long DAY = 86_400;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private static final Comparator<LateEvent> ORDER =
            Comparator.comparing(LateLedger::effectiveDue).thenComparing(LateEvent::assignment);

    private LateLedger() {}

    /**
     * One line per event, in the order in which the budgets were drawn on.
     *
     * @param events at most one per assignment
     * @throws IllegalArgumentException when an assignment occurs twice
     */
    public static List<LedgerLine> evaluate(LatePolicy policy, List<LateEvent> events) {
        if (events.stream().map(LateEvent::assignment).distinct().count() != events.size()) {
            throw new IllegalArgumentException("only one submission of an assignment counts");
        }
        Map<String, Integer> left = new HashMap<>();
        policy.budgets().forEach(budget -> left.put(budget.category(), budget.days()));
        List<LedgerLine> lines = new ArrayList<>();
        for (LateEvent event : events.stream().sorted(ORDER).toList()) {
            LedgerLine line = line(policy, event, left);
            line.budget().ifPresent(category -> left.merge(category, -line.daysCharged(), Integer::sum));
            lines.add(line);
        }
        return List.copyOf(lines);
    }

    /** The due date, or the student's own later one. */
    public static Instant effectiveDue(LateEvent event) {
        return event.extendedTo()
                .filter(extended -> extended.isAfter(event.due()))
                .orElse(event.due());
    }

    private static LedgerLine line(LatePolicy policy, LateEvent event, Map<String, Integer> left) {
        long lateSeconds = Math.max(
                0, event.submittedAt().getEpochSecond() - effectiveDue(event).getEpochSecond());
        long counted = Math.max(0, lateSeconds - policy.graceSeconds());
        int daysLate = Math.toIntExact(Math.ceilDiv(counted, DAY));
        Optional<Budget> budget = policy.budgets().stream()
                .filter(candidate -> candidate.category().equals(event.category()))
                .findFirst();
        int before = left.getOrDefault(event.category(), 0);
        int charged = Math.min(daysLate, Math.min(policy.capPerAssignment(), before));
        BigDecimal penalty = policy.penaltyPercentPerDay()
                .multiply(BigDecimal.valueOf(daysLate - charged))
                .min(HUNDRED);
        return new LedgerLine(
                event.assignment(),
                lateSeconds,
                daysLate,
                charged,
                budget.map(Budget::category),
                budget.map(Budget::days).orElse(0),
                before,
                penalty,
                LateWords.explain(policy, event, lateSeconds, daysLate, charged, budget, before, penalty));
    }
}

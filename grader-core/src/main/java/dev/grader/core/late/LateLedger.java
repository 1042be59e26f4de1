package dev.grader.core.late;

import dev.grader.core.late.policy.Cost;
import dev.grader.core.late.policy.Policy;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What every assignment costs one student under the policy that is stored with a course: the ledger of {@link LateEvaluation}
 * in the terms of the first version of the API.
 */
public final class LateLedger {
    private static final String STUDENT = "student";
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private LateLedger() {}

    /**
     * One line per event, in the order in which the budgets were drawn on.
     *
     * @param events at most one per assignment
     * @throws IllegalArgumentException when an assignment occurs twice
     */
    public static List<LedgerLine> evaluate(LatePolicy policy, List<LateEvent> events) {
        Policy whole = policy.toPolicy();
        List<Part> parts = new ArrayList<>();
        List<Event> all = new ArrayList<>();
        for (LateEvent event : events) {
            parts.add(Part.due(event.assignment(), event.category(), event.due(), HUNDRED));
            all.add(new Event.Submission(
                    event.assignment(),
                    event.assignment(),
                    List.of(STUDENT),
                    event.submittedAt(),
                    Optional.empty(),
                    false));
            event.extendedTo()
                    .ifPresent(date ->
                            all.add(new Event.Extension(event.assignment(), Set.of(STUDENT), allowance(date), "")));
        }
        return LateEvaluation.evaluate(whole, new Calendar(ZoneOffset.UTC, List.of(), parts), all).entries().stream()
                .map(LateLedger::line)
                .toList();
    }

    private static Allowance allowance(Instant date) {
        return date.equals(Instant.MAX) ? new Allowance.Endless() : new Allowance.Until(date);
    }

    private static LedgerLine line(LedgerEntry entry) {
        return new LedgerLine(
                entry.part(),
                entry.lateSeconds(),
                entry.late(),
                entry.charged(),
                entry.budget(),
                entry.total(),
                entry.before(),
                percent(entry.cost()),
                entry.explanation());
    }

    private static BigDecimal percent(Cost cost) {
        return switch (cost) {
            // the stored policy knows only so many percent a day, which are whole over one
            case Cost.Penalty penalty -> penalty.amount().numerator();
            case Cost.Zero zero -> HUNDRED;
            case Cost.Refused refused -> HUNDRED;
        };
    }
}

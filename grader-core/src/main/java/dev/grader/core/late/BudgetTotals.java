package dev.grader.core.late;

import dev.grader.core.late.policy.Budget;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How large the budgets of students are, with what was changed during the term. */
final class BudgetTotals {
    private record ChangeKey(String member, String budget) {}

    private static final Part END =
            new Part("", "", Optional.empty(), Optional.empty(), Optional.empty(), BigDecimal.ZERO, BigDecimal.ZERO);

    private final List<Event.BudgetChange> changes;
    /** The places of changes in their list. */
    private final Map<ChangeKey, List<Integer>> ofMember = new HashMap<>();

    private final Map<String, List<Integer>> ofAll = new HashMap<>();

    BudgetTotals(List<Event> events) {
        this.changes = Events.of(Event.BudgetChange.class, events).stream()
                .sorted(Comparator.comparing(Event.BudgetChange::from))
                .toList();
        for (int i = 0; i < changes.size(); i++) {
            index(i, changes.get(i));
        }
    }

    /** The student's budget for a part, with all changes that were in force when the part was due in the calendar. */
    int total(String member, Budget budget, Part part) {
        int total = budget.amount();
        if (changes.isEmpty()) {
            return total;
        }
        for (Event.BudgetChange change : changes(member, budget.name())) {
            boolean inForce = part.due().map(due -> !change.from().isAfter(due)).orElse(true);
            if (inForce) {
                total = switch (change.change()) {
                    case Event.Change.To to -> to.total();
                    case Event.Change.By by -> Math.max(0, total + by.units());
                };
            }
        }
        return total;
    }

    /** The student's budget at the end of the term. */
    int finalTotal(String member, Budget budget) {
        return total(member, budget, END);
    }

    private void index(int place, Event.BudgetChange change) {
        if (change.members().isEmpty()) {
            ofAll.computeIfAbsent(change.budget(), unused -> new ArrayList<>()).add(place);
        }
        for (String member : change.members()) {
            ofMember.computeIfAbsent(new ChangeKey(member, change.budget()), unused -> new ArrayList<>())
                    .add(place);
        }
    }

    /** Those for everybody and those for the student, in the order of their dates. */
    private List<Event.BudgetChange> changes(String member, String budget) {
        List<Integer> own = ofMember.getOrDefault(new ChangeKey(member, budget), List.of());
        return Stream.concat(ofAll.getOrDefault(budget, List.of()).stream(), own.stream())
                .sorted()
                .map(changes::get)
                .toList();
    }
}

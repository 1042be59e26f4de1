package dev.grader.core.gradebook.scheme;

import dev.grader.core.gradebook.Combination;
import dev.grader.core.gradebook.Component;
import dev.grader.core.gradebook.Item;
import dev.grader.core.gradebook.Kept;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A component as its author wrote it, before it is known which assignments there are.
 *
 * @param weight in percent of the final grade; empty while it is not known
 * @param extraCredit whether its weight is on top of the other components' hundred percent
 * @param categories whose assignments it takes, but for those that some component lists
 * @param items that it lists
 */
public record ComponentPlan(
        String id,
        String title,
        Optional<BigDecimal> weight,
        boolean extraCredit,
        Combination combination,
        Kept kept,
        List<String> categories,
        List<ItemPlan> items) {
    public ComponentPlan {
        categories = List.copyOf(categories);
        items = List.copyOf(items);
    }

    /** An assignment that a component lists. */
    public record ItemPlan(String id, BigDecimal weight, boolean extraCredit) {}

    /** The component of these items. Early in a term there may be fewer of them than are to be dropped. */
    Component with(List<Item> chosen) {
        Kept possible = switch (kept) {
            case Kept.All all -> all;
            case Kept.Best best -> best;
            case Kept.AllBut(int count) -> new Kept.AllBut(Math.max(0, Math.min(count, regular(chosen) - 1)));
        };
        return new Component(id, title, weight, extraCredit, combination, possible, chosen);
    }

    private static int regular(List<Item> items) {
        return (int) items.stream().filter(item -> !item.extraCredit()).count();
    }
}

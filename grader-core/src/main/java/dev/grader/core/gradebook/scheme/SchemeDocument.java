package dev.grader.core.gradebook.scheme;

import dev.grader.core.gradebook.Component;
import dev.grader.core.gradebook.GradingScheme;
import dev.grader.core.gradebook.Item;
import dev.grader.core.gradebook.scheme.ComponentPlan.ItemPlan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A grading scheme as its author wrote it. It may name assignments that are not there yet, and takes in those that are made
 * later in one of its categories.
 *
 * @param maximum the final grade for full marks without extra credit
 * @param scale decimal places of the final grade
 * @param capped whether extra credit cannot lift the final grade above the maximum
 */
public record SchemeDocument(BigDecimal maximum, int scale, boolean capped, List<ComponentPlan> components) {
    public SchemeDocument {
        components = List.copyOf(components);
    }

    /**
     * A column of the gradebook: an assignment.
     *
     * @param possible points of full marks; zero while they are not known
     */
    public record Column(String id, String title, String category, BigDecimal possible) {}

    /**
     * The scheme for the assignments that there are. An assignment that a component lists is in that one only, also where
     * another component takes its category.
     *
     * @param columns in the order in which items are shown
     */
    public ResolvedScheme resolve(List<Column> columns) {
        Map<String, Column> known = new LinkedHashMap<>();
        columns.forEach(column -> known.put(column.id(), column));
        Set<String> listed = components.stream()
                .flatMap(component -> component.items().stream())
                .map(ItemPlan::id)
                .collect(Collectors.toSet());
        List<String> unknown = new ArrayList<>();
        Set<String> counted = new HashSet<>();
        List<Component> resolved = new ArrayList<>();
        for (ComponentPlan plan : components) {
            List<Item> items = new ArrayList<>();
            for (Column column : columns) {
                if (plan.categories().contains(column.category()) && !listed.contains(column.id())) {
                    items.add(item(column, new ItemPlan(column.id(), BigDecimal.ONE, false), unknown));
                }
            }
            for (ItemPlan item : plan.items()) {
                Column absent = new Column(item.id(), item.id(), "", BigDecimal.ZERO);
                items.add(item(known.getOrDefault(item.id(), absent), item, unknown));
            }
            items.forEach(item -> counted.add(item.id()));
            resolved.add(plan.with(items));
        }
        return new ResolvedScheme(
                new GradingScheme(maximum, scale, capped, resolved),
                unknown,
                known.keySet().stream().filter(id -> !counted.contains(id)).toList());
    }

    /** An item; one without known points is there as well, so that the final grade stays open for it. */
    private static Item item(Column column, ItemPlan plan, List<String> unknown) {
        boolean priced = column.possible().signum() > 0;
        if (!priced) {
            unknown.add(column.id());
        }
        return new Item(
                column.id(),
                column.title(),
                priced ? column.possible() : BigDecimal.ONE,
                plan.weight(),
                plan.extraCredit());
    }
}

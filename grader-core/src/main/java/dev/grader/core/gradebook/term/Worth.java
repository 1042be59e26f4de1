package dev.grader.core.gradebook.term;

import dev.grader.core.gradebook.Combination;
import dev.grader.core.gradebook.Component;
import dev.grader.core.gradebook.GradingScheme;
import dev.grader.core.gradebook.Item;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * By how much of the final grade one point of each assignment counts, for a policy that gives out days as is best over the
 * term. What a component drops is not foreseen. While a weight is not known, one point is worth as much as any other.
 */
final class Worth {
    private Worth() {}

    /** Percent of the final grade for each point, by assignment; what counts in no component has none. */
    static Map<String, BigDecimal> of(GradingScheme scheme, List<Column> columns) {
        Map<String, BigDecimal> worth = new HashMap<>();
        if (scheme.components().isEmpty() || !scheme.isComplete()) {
            columns.forEach(column -> worth.put(column.id(), BigDecimal.ONE));
            return worth;
        }
        columns.forEach(column -> worth.put(column.id(), BigDecimal.ZERO));
        scheme.components().forEach(component -> component(component, worth));
        return worth;
    }

    private static void component(Component component, Map<String, BigDecimal> worth) {
        BigDecimal weight = component.weight().orElse(BigDecimal.ZERO);
        BigDecimal whole = component.items().stream()
                .filter(item -> !item.extraCredit())
                .map(item -> component.combination() == Combination.MEAN ? item.weight() : item.possible())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        for (Item item : component.items()) {
            BigDecimal share = switch (component.combination()) {
                case POINTS -> weight;
                case MEAN -> weight.multiply(item.weight()).divide(item.possible(), MathContext.DECIMAL64);
            };
            worth.put(item.id(), whole.signum() == 0 ? BigDecimal.ZERO : share.divide(whole, MathContext.DECIMAL64));
        }
    }
}

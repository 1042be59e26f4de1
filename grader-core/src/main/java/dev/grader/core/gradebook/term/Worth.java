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
import java.util.Set;

/**
 * By how much of the final grade one point of each assignment counts, for a policy that gives out days as is best over the
 * term. What a component drops is not foreseen. While a weight is not known, one point is worth as much as any other.
 */
final class Worth {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    /** A third is the same number however it was divided. */
    private static final MathContext PRECISE = new MathContext(12);

    private final GradingScheme scheme;
    private final List<Column> columns;

    Worth(GradingScheme scheme, List<Column> columns) {
        this.scheme = scheme;
        this.columns = columns;
    }

    /**
     * Percent of the final grade for each point, by assignment; what counts in no component has none.
     *
     * @param excused assignments that the student is excused from: the others of the component count for more, or the other
     *     components where nothing else is in it
     * @param entered assignments whose points were typed in, so that lateness takes none of them
     */
    Map<String, BigDecimal> of(Set<String> excused, Set<String> entered) {
        Map<String, BigDecimal> worth = new HashMap<>();
        boolean isKnown = !scheme.components().isEmpty() && scheme.isComplete();
        columns.forEach(column -> worth.put(column.id(), isKnown ? BigDecimal.ZERO : BigDecimal.ONE));
        if (isKnown) {
            BigDecimal weights = scheme.components().stream()
                    .filter(component -> !component.extraCredit()
                            && whole(component, excused).signum() > 0)
                    .map(Worth::weight)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            scheme.components().forEach(component -> component(component, weights, excused, worth));
        }
        entered.forEach(column -> worth.put(column, BigDecimal.ZERO));
        return worth;
    }

    private static void component(
            Component component, BigDecimal weights, Set<String> excused, Map<String, BigDecimal> worth) {
        BigDecimal whole = whole(component, excused);
        if (whole.signum() == 0) {
            return;
        }
        BigDecimal weight = component.extraCredit() || weights.signum() == 0
                ? weight(component)
                : weight(component).multiply(HUNDRED).divide(weights, MathContext.DECIMAL64);
        for (Item item : component.items()) {
            BigDecimal share = switch (component.combination()) {
                case POINTS -> weight;
                case MEAN -> weight.multiply(item.weight()).divide(item.possible(), MathContext.DECIMAL64);
            };
            worth.put(item.id(), share.divide(whole, MathContext.DECIMAL64).round(PRECISE));
        }
    }

    private static BigDecimal weight(Component component) {
        return component.weight().orElse(BigDecimal.ZERO);
    }

    /** What the component is divided by. */
    private static BigDecimal whole(Component component, Set<String> excused) {
        return component.items().stream()
                .filter(item -> !item.extraCredit() && !excused.contains(item.id()))
                .map(item -> component.combination() == Combination.MEAN ? item.weight() : item.possible())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}

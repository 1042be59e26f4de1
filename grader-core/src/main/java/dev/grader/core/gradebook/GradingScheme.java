package dev.grader.core.gradebook;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the final grade of a course is made of.
 *
 * @param maximum the final grade of somebody with full marks and no extra credit, such as 100 or 20
 * @param scale decimal places of the final grade, which is rounded once, half up
 * @param capped whether extra credit cannot lift the final grade above the maximum
 */
public record GradingScheme(BigDecimal maximum, int scale, boolean capped, List<Component> components) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int MOST_PLACES = 6;

    public GradingScheme {
        components = List.copyOf(components);
        if (maximum.signum() <= 0) {
            throw new IllegalArgumentException("the final grade's maximum must be above 0");
        }
        if (scale < 0 || scale > MOST_PLACES) {
            throw new IllegalArgumentException("a final grade has 0 to " + MOST_PLACES + " decimal places");
        }
        requireUniqueIds(components);
        requireWeights(components);
    }

    private static void requireUniqueIds(List<Component> components) {
        Set<String> componentIds = new HashSet<>();
        Set<String> itemIds = new HashSet<>();
        for (Component component : components) {
            if (!componentIds.add(component.id())) {
                throw new IllegalArgumentException("there are two components '" + component.id() + "'");
            }
            for (Item item : component.items()) {
                if (!itemIds.add(item.id())) {
                    throw new IllegalArgumentException(
                            "the item '" + item.id() + "' is in two components; it can count in one");
                }
            }
        }
    }

    private static void requireWeights(List<Component> components) {
        List<Component> regular = components.stream()
                .filter(component -> !component.extraCredit())
                .toList();
        BigDecimal sum = regular.stream()
                .flatMap(component -> component.weight().stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean complete =
                regular.stream().allMatch(component -> component.weight().isPresent());
        if (regular.isEmpty() && !components.isEmpty()) {
            throw new IllegalArgumentException(
                    "all components are extra credit, which adds to others only; at least one has to be none");
        }
        if (sum.compareTo(HUNDRED) > 0) {
            throw new IllegalArgumentException("the weights come to " + sum.toPlainString()
                    + " %, which is more than 100; lower some, or mark a component as extra credit");
        }
        if (complete && !regular.isEmpty() && sum.compareTo(HUNDRED) != 0) {
            throw new IllegalArgumentException("the weights come to " + sum.toPlainString()
                    + " %, not 100; raise some, or leave out those that are not known yet");
        }
    }

    /** Whether every weight has been announced. */
    public boolean isComplete() {
        return components.stream().allMatch(component -> component.weight().isPresent());
    }
}

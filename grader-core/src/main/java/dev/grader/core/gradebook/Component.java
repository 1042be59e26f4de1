package dev.grader.core.gradebook;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A part of the final grade, such as all homework.
 *
 * @param weight in percent of the final grade; empty while the course has not announced it
 * @param extraCredit whether its weight is on top of the other components' hundred percent
 * @param kept how many of the items count that are no extra credit
 */
public record Component(
        String id,
        String title,
        Optional<BigDecimal> weight,
        boolean extraCredit,
        Combination combination,
        Kept kept,
        List<Item> items) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public Component {
        items = List.copyOf(items);
        if (id.isBlank() || title.isBlank()) {
            throw new IllegalArgumentException("a component needs an id and a title");
        }
        if (weight.isPresent() && (weight.get().signum() < 0 || weight.get().compareTo(HUNDRED) > 0)) {
            throw new IllegalArgumentException(
                    "'" + id + "' has a weight of " + weight.get().toPlainString() + " %; it lies between 0 and 100");
        }
        Set<String> ids = new HashSet<>();
        for (Item item : items) {
            if (!ids.add(item.id())) {
                throw new IllegalArgumentException("'" + id + "' has two items '" + item.id() + "'");
            }
        }
        long regular = items.stream().filter(item -> !item.extraCredit()).count();
        if (kept instanceof Kept.AllBut(int dropped) && dropped > 0 && dropped >= regular) {
            throw new IllegalArgumentException(
                    "'" + id + "' drops " + dropped + " of its " + regular + " items; at least one has to stay");
        }
    }
}

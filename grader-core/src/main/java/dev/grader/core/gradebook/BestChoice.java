package dev.grader.core.gradebook;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * Chooses which items to drop so that the rest has the largest share.
 *
 * <p>Dropping the lowest shares one by one is not best where items differ in points: 0 of 1 beside 40 of 100 is better kept.
 * A share r is reached exactly when the extra credit and the sum of (earned − r · possible) over the kept are not negative, so each round keeps
 * those where that is largest and takes their share as the next r, until it stops growing (Dinkelbach 1967). Every number is
 * exact, so that it ends, after no more rounds than there are choices.
 */
final class BestChoice {
    private final Combination combination;
    private final BigFraction extra;

    /**
     * A choice.
     *
     * @param extra credit, which is added to whatever is kept
     */
    BestChoice(Combination combination, List<MarkedItem> extra) {
        this.combination = combination;
        this.extra = sum(extra.stream().map(item -> item.numerator(combination)).toList());
    }

    /** The items to drop, among those that are no extra credit. */
    List<MarkedItem> drop(List<MarkedItem> items, int count) {
        if (count == 0) {
            return List.of();
        }
        BigFraction share = BigFraction.ZERO;
        Set<MarkedItem> kept = keep(items, count, share);
        BigFraction next = share(kept);
        while (next.compareTo(share) > 0) {
            share = next;
            kept = keep(items, count, share);
            next = share(kept);
        }
        Set<MarkedItem> last = kept;
        return items.stream().filter(item -> !last.contains(item)).toList();
    }

    private Set<MarkedItem> keep(List<MarkedItem> items, int count, BigFraction share) {
        // the sort is stable: of equals the later ones are dropped, so that the same marks always drop the same items
        return new HashSet<>(items.stream()
                .sorted(largestFirst(share))
                .limit(items.size() - count)
                .toList());
    }

    /** By the sign of the difference: BigFraction 1.2 orders negative numbers the wrong way round. */
    private Comparator<MarkedItem> largestFirst(BigFraction share) {
        return (one, other) -> gain(other, share).subtract(gain(one, share)).signum();
    }

    private BigFraction gain(MarkedItem item, BigFraction share) {
        return item.numerator(combination)
                .subtract(item.denominator(combination).multiply(share));
    }

    private BigFraction share(Set<MarkedItem> items) {
        return sum(items.stream().map(item -> item.numerator(combination)).toList())
                .add(extra)
                .divide(sum(items.stream()
                        .map(item -> item.denominator(combination))
                        .toList()));
    }

    static BigFraction sum(List<BigFraction> numbers) {
        return numbers.stream().reduce(BigFraction.ZERO, BigFraction::add);
    }
}

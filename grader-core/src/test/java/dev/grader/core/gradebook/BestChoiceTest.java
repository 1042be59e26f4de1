package dev.grader.core.gradebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;

class BestChoiceTest {
    private static final int TRIALS = 500;

    /** Against trying every choice, for marks and points of full marks of all sizes. */
    @Test
    void noOtherChoiceIsBetter() {
        Random random = new Random(40719);
        for (int trial = 0; trial < TRIALS; trial++) {
            Combination combination = random.nextBoolean() ? Combination.POINTS : Combination.MEAN;
            List<MarkedItem> items = items(random, 2 + random.nextInt(6));
            int count = 1 + random.nextInt(items.size() - 1);

            List<MarkedItem> extra = random.nextBoolean() ? List.of() : List.of(extra(random));

            List<MarkedItem> dropped = new BestChoice(combination, extra).drop(items, count);

            assertThat(dropped).hasSize(count);
            List<MarkedItem> kept = new ArrayList<>(items);
            kept.removeAll(dropped);
            assertThat(share(combination, kept, extra)).isEqualTo(best(combination, items, extra, count));
        }
    }

    private static List<MarkedItem> items(Random random, int size) {
        List<MarkedItem> items = new ArrayList<>();
        for (int number = 0; number < size; number++) {
            int possible = 1 + random.nextInt(random.nextBoolean() ? 5 : 100);
            Item item = new Item(
                    "i" + number,
                    "i" + number,
                    BigDecimal.valueOf(possible),
                    BigDecimal.valueOf(1 + random.nextInt(4)),
                    false);
            items.add(new MarkedItem(item, BigDecimal.valueOf(random.nextInt(possible + 1))));
        }
        return items;
    }

    private static BigFraction best(
            Combination combination, List<MarkedItem> items, List<MarkedItem> extra, int count) {
        BigFraction best = BigFraction.of(-1);
        for (int mask = 0; mask < (1 << items.size()); mask++) {
            if (Integer.bitCount(mask) != items.size() - count) {
                continue;
            }
            List<MarkedItem> kept = new ArrayList<>();
            for (int index = 0; index < items.size(); index++) {
                if (((mask >> index) & 1) == 1) {
                    kept.add(items.get(index));
                }
            }
            BigFraction share = share(combination, kept, extra);
            if (share.compareTo(best) > 0) {
                best = share;
            }
        }
        return best;
    }

    private static MarkedItem extra(Random random) {
        Item item = new Item("x", "x", BigDecimal.TEN, BigDecimal.ONE, true);
        return new MarkedItem(item, BigDecimal.valueOf(random.nextInt(11)));
    }

    private static BigFraction share(Combination combination, List<MarkedItem> items, List<MarkedItem> extra) {
        BigFraction above = BigFraction.ZERO;
        BigFraction below = BigFraction.ZERO;
        for (MarkedItem item : extra) {
            above = above.add(item.numerator(combination));
        }
        for (MarkedItem item : items) {
            above = above.add(item.numerator(combination));
            below = below.add(item.denominator(combination));
        }
        return above.divide(below);
    }
}

package dev.grader.core.gradebook.statistics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Quantiles as most spreadsheets and NumPy compute them: linear between the two nearest values (type 7 of Hyndman and Fan
 * 1996). Rounded half up, once.
 */
final class Quantiles {
    static final int SCALE = 2;

    private final List<BigDecimal> sorted;

    /**
     * @param values at least one
     */
    Quantiles(List<BigDecimal> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing has no quantiles");
        }
        this.sorted = values.stream().sorted().toList();
    }

    /**
     * A quantile.
     *
     * @param share from 0, the smallest value, to 1, the largest
     */
    BigDecimal at(BigDecimal share) {
        BigDecimal place = share.multiply(BigDecimal.valueOf(sorted.size() - 1L));
        int below = place.intValue();
        BigDecimal low = sorted.get(below);
        BigDecimal high = sorted.get(Math.min(below + 1, sorted.size() - 1));
        BigDecimal value = high.subtract(low)
                .multiply(place.subtract(BigDecimal.valueOf(below)))
                .add(low);
        return value.setScale(SCALE, RoundingMode.HALF_UP);
    }
}

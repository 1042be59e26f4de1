package dev.grader.core.gradebook;

import java.math.BigDecimal;

/**
 * Something that is marked once for each student: a part of an assignment, an exam, a talk.
 *
 * @param id unique in the scheme
 * @param possible points of full marks, above zero
 * @param weight among the items of its component, above zero; meant only where shares are averaged
 * @param extraCredit whether it can only help: its points are added to what was earned, not to what was possible
 */
public record Item(String id, String title, BigDecimal possible, BigDecimal weight, boolean extraCredit) {
    public Item {
        if (id.isBlank() || title.isBlank()) {
            throw new IllegalArgumentException("an item needs an id and a title");
        }
        if (possible.signum() <= 0) {
            throw new IllegalArgumentException(
                    "'" + id + "' has " + possible.toPlainString() + " points of full marks; it needs more than 0");
        }
        if (weight.signum() <= 0) {
            throw new IllegalArgumentException("'" + id + "' has the weight " + weight.toPlainString()
                    + "; it needs more than 0, or to be left out");
        }
    }
}

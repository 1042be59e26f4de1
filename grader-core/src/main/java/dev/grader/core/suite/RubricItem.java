package dev.grader.core.suite;

import java.math.BigDecimal;

/**
 * One thing that a person looks at.
 *
 * @param id unique in its test
 * @param points most that it can get
 * @param description what is looked for; may be empty; students see it
 */
public record RubricItem(String id, String title, BigDecimal points, String description) {
    public RubricItem {
        if (points.signum() < 0) {
            throw new IllegalArgumentException("points of item '" + id + "' cannot be negative");
        }
    }
}

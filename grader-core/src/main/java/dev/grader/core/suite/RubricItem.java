package dev.grader.core.suite;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * One thing that a person looks at.
 *
 * @param id unique in its test
 * @param points most that it can get
 * @param description what is looked for; may be empty; students see it
 */
public record RubricItem(String id, String title, BigDecimal points, String description) {
    public RubricItem {
        if (id == null || id.isBlank() || title == null || title.isBlank() || points == null) {
            throw new IllegalArgumentException("an item of a rubric needs an id, a title and points");
        }
        description = Objects.requireNonNullElse(description, "");
        if (points.signum() < 0) {
            throw new IllegalArgumentException("points of item '" + id + "' cannot be negative");
        }
    }
}

package dev.grader.core.score;

import java.math.BigDecimal;

/**
 * What a person gave for one item of a rubric.
 *
 * @param comment for the student; may be empty
 */
public record Mark(BigDecimal points, String comment) {
    public Mark {
        if (points.signum() < 0) {
            throw new IllegalArgumentException("points cannot be negative");
        }
    }
}

package dev.grader.core.gradebook.rubric;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What one grader gave for one item at one time.
 *
 * @param id larger than that of every earlier mark of the same grader
 * @param item {@value #OVERALL} for a comment on the whole work, which has no points
 * @param points as given; where the item has fewer by now, those count
 * @param comment for the student; may be empty
 */
public record RubricMark(long id, String item, BigDecimal points, String comment, Instant markedAt) {
    /** In the place of an item's id. */
    public static final String OVERALL = "";

    public RubricMark {
        if (points.signum() < 0) {
            throw new IllegalArgumentException("points cannot be negative");
        }
    }
}

package dev.grader.core.late;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that is handed in and has a due date of its own: an assignment, or one of the parts of an assignment.
 *
 * @param id stable, unique in the course: "hw1.theory"; parts with equal due dates are charged in its order
 * @param category as in the policy
 * @param due for everybody; without one, nothing is ever late
 * @param closes after which nothing counts, instead of the policy's cut-off; it moves with extensions
 * @param checkpoint by which something must have been handed in, see the policy's loss for a missed checkpoint
 * @param possible points
 * @param worth by which the points count in the term, where days are given out as is best over the term
 */
public record Part(
        String id,
        String category,
        Optional<Instant> due,
        Optional<Instant> closes,
        Optional<Instant> checkpoint,
        BigDecimal possible,
        BigDecimal worth) {
    public Part {
        if (possible.signum() < 0 || worth.signum() < 0) {
            throw new IllegalArgumentException("the points of " + id + " cannot be negative");
        }
        if (due.isEmpty() && (closes.isPresent() || checkpoint.isPresent())) {
            throw new IllegalArgumentException(id + " closes or has a checkpoint, so it needs a due date");
        }
        if (due.isPresent() && closes.isPresent() && closes.get().isBefore(due.get())) {
            throw new IllegalArgumentException(id + " closes before it is due");
        }
        if (due.isPresent() && checkpoint.isPresent() && checkpoint.get().isAfter(due.get())) {
            throw new IllegalArgumentException(id + " has its checkpoint after it is due");
        }
    }

    /** A part with a due date and nothing else. */
    public static Part due(String id, String category, Instant due, BigDecimal possible) {
        return new Part(id, category, Optional.of(due), Optional.empty(), Optional.empty(), possible, BigDecimal.ONE);
    }
}

package dev.grader.core.suite;

import dev.grader.core.tensor.ElementType;
import org.jspecify.annotations.Nullable;

/**
 * The largest accepted error by the element type of what judges. Whole numbers and truth values are judged by the finer one,
 * which no two different small numbers meet.
 */
public record Tolerances(double float64, double float32) {
    /** The same for every type. */
    public static Tolerances of(double tolerance) {
        return new Tolerances(tolerance, tolerance);
    }

    /**
     * The tolerance for a judge of a type.
     *
     * @param type null in records that do not say it
     */
    public double of(@Nullable ElementType type) {
        return type == ElementType.FLOAT32 || type == null ? float32 : Math.min(float64, float32);
    }
}

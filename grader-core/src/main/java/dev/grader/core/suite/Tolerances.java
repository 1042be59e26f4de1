package dev.grader.core.suite;

import dev.grader.core.tensor.ElementType;
import org.jspecify.annotations.Nullable;

/**
 * The largest accepted error by the element type of what judges.
 *
 * @param whole where whole numbers or truth values judge
 */
public record Tolerances(double float64, double float32, double whole) {
    /** Round-off of somebody who computed them in floating point: 61,705 parameters are not 61,706. */
    private static final double WHOLE_NUMBERS = 1e-9;

    /** Those of floating-point numbers; whole numbers have to be equal but for round-off. */
    public Tolerances(double float64, double float32) {
        this(float64, float32, WHOLE_NUMBERS);
    }

    /** The same for every type, as an author says who gives a number: pixels that may be off by one are whole numbers too. */
    public static Tolerances of(double tolerance) {
        return new Tolerances(tolerance, tolerance, tolerance);
    }

    /**
     * The tolerance for a judge of a type.
     *
     * @param type null in records that do not say it
     */
    public double of(@Nullable ElementType type) {
        return switch (type) {
            case null -> float32;
            case FLOAT32 -> float32;
            case FLOAT64 -> Math.min(float64, float32);
            case BOOL, UINT8, INT32, INT64 -> whole;
        };
    }
}

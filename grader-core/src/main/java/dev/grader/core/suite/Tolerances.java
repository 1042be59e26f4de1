package dev.grader.core.suite;

import dev.grader.core.tensor.ElementType;
import org.jspecify.annotations.Nullable;

/**
 * The largest accepted error by the element type of what judges. Where whole numbers or truth values judge, only round-off of
 * somebody who computed them in floating point is accepted: 61,705 parameters are not 61,706.
 */
public record Tolerances(double float64, double float32) {
    private static final double WHOLE_NUMBERS = 1e-9;

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
        return switch (type) {
            case null -> float32;
            case FLOAT32 -> float32;
            case FLOAT64 -> Math.min(float64, float32);
            case BOOL, UINT8, INT32, INT64 -> Math.min(WHOLE_NUMBERS, Math.min(float64, float32));
        };
    }
}

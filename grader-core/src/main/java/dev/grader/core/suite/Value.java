package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.tensor.ElementType;
import java.util.List;

/** An argument of a call, as the suite declares it. */
public sealed interface Value {
    /** A number, string, boolean, null, list or map, passed as it is. */
    record Literal(JsonNode json) implements Value {}

    /**
     * An array drawn by the worker. The draw depends on the seed and, in a hidden test, on the suite version as well, so
     * that it cannot be looked up.
     *
     * @param first mean of a normal, low end of a uniform or integer draw, the value of a constant
     * @param second standard deviation of a normal, high end (excluded) of a uniform or integer draw
     */
    record Generated(
            Distribution distribution, List<Long> shape, ElementType type, double first, double second, long seed)
            implements Value {
        public Generated {
            shape = List.copyOf(shape);
        }
    }

    /** An array from a {@code .npy} file of the suite. */
    record Stored(String file) implements Value {}

    /** How a {@link Generated} array is filled. */
    enum Distribution {
        NORMAL,
        UNIFORM,
        INTEGERS,
        CONSTANT
    }
}

package dev.grader.core.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An argument of a call in a plan. */
public sealed interface Argument {
    /** Passed as it is. */
    record Literal(JsonNode literal) implements Argument {}

    /**
     * A fresh copy of an array of the plan.
     *
     * @param tensor its id
     * @param add null, or what is added to one element of the copy
     */
    record OfTensor(String tensor, @Nullable Perturbation add) implements Argument {}

    /** Added to one element, for central differences. */
    record Perturbation(List<Long> index, double value) {
        public Perturbation {
            index = List.copyOf(index);
        }
    }

    /**
     * What an earlier call of the same unit returned, as the object that it is.
     *
     * @param result id of the call
     * @param path into its result; empty for all of it
     */
    record OfResult(String result, List<Integer> path) implements Argument {
        public OfResult {
            path = List.copyOf(path);
        }
    }
}

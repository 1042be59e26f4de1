package dev.grader.core.suite;

import dev.grader.core.tensor.ElementType;
import java.util.List;

/** How exactly the arrays of a test are given: tolerances follow from it. */
final class Precision {
    private Precision() {}

    /**
     * Whether every array is float64, or of integers: results are then exact to nearly as much. Stored arrays count as
     * float32, the wider tolerance; torch makes its own arrays of float32, so that it needs one of float64 at the least.
     */
    static boolean isDouble(Framework framework, List<Step> steps) {
        List<Value> arrays =
                steps.stream().flatMap(Step::values).filter(Value::isArray).toList();
        boolean fine = arrays.stream()
                .allMatch(value -> value instanceof Value.Generated generated
                        && (generated.type() == ElementType.FLOAT64
                                || !generated.type().isFloating()));
        return fine
                && (framework == Framework.NUMPY
                        || arrays.stream()
                                .anyMatch(value -> value instanceof Value.Generated generated
                                        && generated.type() == ElementType.FLOAT64));
    }
}

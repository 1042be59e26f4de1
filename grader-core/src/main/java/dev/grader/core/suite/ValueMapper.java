package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.suite.Value.Distribution;
import dev.grader.core.tensor.ElementType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From a value that fits the schema to a {@link Value}. */
final class ValueMapper {
    /** Elements of one array; inputs of a test are small, training data come from files. */
    private static final long MAXIMUM_ELEMENTS = 1 << 24;

    private ValueMapper() {}

    static List<Value> list(JsonNode nodes) {
        List<Value> values = new ArrayList<>();
        nodes.forEach(node -> values.add(value(node)));
        return values;
    }

    static Construction construction(JsonNode node) {
        Map<String, Value> state = new LinkedHashMap<>();
        node.path("state").properties().forEach(entry -> state.put(entry.getKey(), value(entry.getValue())));
        return new Construction(list(node.path("arguments")), state);
    }

    static Value value(JsonNode node) {
        if (!node.isObject()) {
            return new Value.Literal(node);
        }
        if (node.has("literal")) {
            return new Value.Literal(node.get("literal"));
        }
        if (node.has("array")) {
            return new Value.Stored(node.get("array").asText());
        }
        if (node.has("normal")) {
            return generated(node, Distribution.NORMAL, "normal", "mean", 0, "standard_deviation", 1);
        }
        if (node.has("uniform")) {
            return ordered(generated(node, Distribution.UNIFORM, "uniform", "low", 0, "high", 1));
        }
        if (node.has("integers")) {
            return inRange(ordered(generated(node, Distribution.INTEGERS, "integers", "low", 0, "high", 1)));
        }
        return generated(node, Distribution.CONSTANT, "constant", "value", 0, "", 0);
    }

    private static Value.Generated generated(
            JsonNode node,
            Distribution distribution,
            String shapeKey,
            String firstKey,
            double firstDefault,
            String secondKey,
            double secondDefault) {
        List<Long> shape = new ArrayList<>();
        long elements = 1;
        for (JsonNode size : node.get(shapeKey)) {
            shape.add(size.asLong());
            elements = Math.min(MAXIMUM_ELEMENTS + 1, elements * size.asLong());
        }
        if (elements > MAXIMUM_ELEMENTS) {
            throw new IllegalArgumentException("shape " + shape + " has more than " + MAXIMUM_ELEMENTS + " elements");
        }
        ElementType ordinary = distribution == Distribution.INTEGERS ? ElementType.INT64 : ElementType.FLOAT32;
        return new Value.Generated(
                distribution,
                shape,
                ElementType.fromWireName(node.path("type").asText()).orElse(ordinary),
                node.path(firstKey).asDouble(firstDefault),
                node.path(secondKey).asDouble(secondDefault),
                node.path("seed").asLong());
    }

    private static Value.Generated ordered(Value.Generated value) {
        if (value.first() >= value.second()) {
            throw new IllegalArgumentException("low must be below high");
        }
        return value;
    }

    private static Value.Generated inRange(Value.Generated value) {
        long lowest = switch (value.type()) {
            case BOOL, UINT8 -> 0;
            case INT32 -> Integer.MIN_VALUE;
            case INT64, FLOAT32, FLOAT64 -> Long.MIN_VALUE;
        };
        double end = switch (value.type()) {
            case BOOL -> 2;
            case UINT8 -> 256;
            case INT32 -> Integer.MAX_VALUE + 1.0;
            case INT64, FLOAT32, FLOAT64 -> Long.MAX_VALUE;
        };
        if (value.first() < lowest || value.second() > end) {
            throw new IllegalArgumentException(
                    "low or high does not fit into " + value.type().wireName());
        }
        return value;
    }
}

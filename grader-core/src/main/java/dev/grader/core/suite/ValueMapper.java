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

    private final ElementType floats;

    /**
     * A mapper.
     *
     * @param floats the element type of draws that name none
     */
    ValueMapper(ElementType floats) {
        this.floats = floats;
    }

    static List<Value> list(JsonNode nodes) {
        return new ValueMapper(ElementType.FLOAT32).values(nodes);
    }

    static Construction construction(JsonNode node) {
        if (node.has("keywords") || node.has("attributes")) {
            throw new IllegalArgumentException("a module that is exported is made with arguments and state alone");
        }
        ValueMapper mapper = new ValueMapper(ElementType.FLOAT32);
        return new Construction(mapper.values(node.path("arguments")), mapper.named(node.path("state")));
    }

    List<Value> values(JsonNode nodes) {
        List<Value> values = new ArrayList<>();
        nodes.forEach(node -> values.add(value(node)));
        return values;
    }

    Map<String, Value> named(JsonNode node) {
        Map<String, Value> values = new LinkedHashMap<>();
        node.properties().forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
        return values;
    }

    Value value(JsonNode node) {
        if (!node.isObject()) {
            return new Value.Literal(node);
        }
        String form = FORMS.stream()
                .filter(node::has)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the value " + node + " has no known form"));
        return switch (form) {
            case "literal" -> new Value.Literal(node.get(form));
            case "array" -> new Value.Stored(node.get(form).asText());
            case "list" -> new Value.Items(values(node.get(form)), false);
            case "tuple" -> new Value.Items(values(node.get(form)), true);
            case "map" -> new Value.Members(named(node.get(form)), false);
            case "namespace" -> new Value.Members(named(node.get(form)), true);
            case "generator" -> generator(node);
            case "callable" -> new Value.Callable(Target.parse(node.get(form).asText()));
            case "returning" -> new Value.Returning(value(node.get(form)));
            case "result" -> new Value.OfResult(node.get(form).asText(), path(node.path("path")));
            case "upstream" -> new Value.Upstream();
            case "normal" -> generated(node, Distribution.NORMAL, form, "mean", 0, "standard_deviation", 1);
            case "uniform" -> ordered(generated(node, Distribution.UNIFORM, form, "low", 0, "high", 1));
            case "integers" -> inRange(ordered(generated(node, Distribution.INTEGERS, form, "low", 0, "high", 1)));
            case "bernoulli" -> generated(node, Distribution.BERNOULLI, form, "probability", 0.5, "", 0);
            case "lower_triangle" -> lowerTriangle(node);
            default -> generated(node, Distribution.CONSTANT, form, "value", 0, "", 0);
        };
    }

    private static final List<String> FORMS = List.of(
            "literal",
            "array",
            "list",
            "tuple",
            "map",
            "namespace",
            "generator",
            "callable",
            "returning",
            "result",
            "upstream",
            "normal",
            "uniform",
            "integers",
            "bernoulli",
            "lower_triangle",
            "constant");

    /** A path of numbers and names; one of them alone is a path of one element. */
    static ResultPath path(JsonNode node) {
        List<JsonNode> elements = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(elements::add);
        } else if (!node.isMissingNode()) {
            elements.add(node);
        }
        return new ResultPath(elements);
    }

    /** Names with dots between them, as Python writes parts of objects. */
    static ResultPath attribute(String names) {
        ResultPath path = ResultPath.WHOLE;
        for (String name : names.split("\\.", -1)) {
            path = path.then(ResultPath.of(name));
        }
        return path;
    }

    private static Value.Generator generator(JsonNode node) {
        return new Value.Generator(
                Value.GeneratorKind.valueOf(TestMapper.word(node, "generator", "")),
                node.path("seed").asLong());
    }

    private static Value.Generated lowerTriangle(JsonNode node) {
        long size = node.get("lower_triangle").asLong();
        ElementType type = ElementType.fromWireName(node.path("type").asText()).orElse(ElementType.BOOL);
        return new Value.Generated(Distribution.LOWER_TRIANGLE, List.of(size, size), type, 0, 0, 0);
    }

    private Value.Generated generated(
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
        ElementType ordinary = distribution == Distribution.INTEGERS ? ElementType.INT64 : floats;
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

package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** From a property that fits the schema to a {@link Property} that fits its test. */
final class PropertyMapper {
    private static final int MAXIMUM_CASES = 12;

    private PropertyMapper() {}

    static Property property(JsonNode node) {
        Property.Name name = Property.Name.valueOf(TestMapper.word(node, "name", ""));
        int axis = node.path("axis").asInt(name == Property.Name.SUMS_TO_ONE ? -1 : 0);
        if (name.changesAxis() && !node.has("axis")) {
            throw new IllegalArgumentException(name.words() + " needs axis: the axis of the argument that is changed");
        }
        if (name == Property.Name.ROUND_TRIP && !node.has("inverse")) {
            throw new IllegalArgumentException(
                    "a round trip needs inverse: module:name, or a method of the object that is called");
        }
        return new Property(
                name,
                node.path("argument").asInt(0),
                axis,
                node.path("output_axis").asInt(axis),
                node.path("shift").asInt(1),
                node.path("margin").asInt(0),
                Optional.ofNullable(node.get("inverse")).map(JsonNode::asText));
    }

    static void check(Property property, List<List<Step>> cases, boolean stepwise) {
        if (stepwise) {
            throw new IllegalArgumentException("a property needs target and cases; it cannot be said of steps");
        }
        if (cases.size() > MAXIMUM_CASES) {
            throw new IllegalArgumentException("a property is tried in at most " + MAXIMUM_CASES + " cases");
        }
        for (List<Step> program : cases) {
            Step call = program.getLast();
            if (call.compare().size() != 1 || !call.expected().isEmpty()) {
                throw new IllegalArgumentException(
                        "a property is said of one output: write one path in compare, and no" + " expected");
            }
            if (property.argument() >= call.arguments().size()
                    || !call.arguments().get(property.argument()).isArray()) {
                throw new IllegalArgumentException(call.name() + " has no array as argument " + property.argument()
                        + ", which the property changes");
            }
            if (property.name().changesAxis()
                    && call.arguments().get(property.argument()) instanceof Value.Generated drawn) {
                checkAxis(property, call, drawn.shape());
            }
        }
    }

    private static void checkAxis(Property property, Step call, List<Long> shape) {
        int axis = property.axis() < 0 ? property.axis() + shape.size() : property.axis();
        if (axis < 0 || axis >= shape.size()) {
            throw new IllegalArgumentException(
                    call.name() + " has an argument of shape " + shape + ", which has no axis " + property.axis());
        }
        if (shape.get(axis) < 2) {
            throw new IllegalArgumentException(call.name() + " has an argument of shape " + shape + "; axis "
                    + property.axis() + " needs 2 elements at the least");
        }
        if (property.name() == Property.Name.TRANSLATION_EQUIVARIANCE
                && Math.abs(property.shift()) + 2 * property.margin() >= shape.get(axis)) {
            throw new IllegalArgumentException("shift and margins leave nothing of axis " + property.axis() + " of "
                    + call.name() + " to compare");
        }
    }
}

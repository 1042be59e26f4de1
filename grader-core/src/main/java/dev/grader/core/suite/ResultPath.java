package dev.grader.core.suite;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A way into a nested value: a number picks from a list or tuple, a name from a dictionary or an object.
 *
 * @param elements {@link IntNode} and {@link TextNode} only; empty for the value itself
 */
public record ResultPath(List<JsonNode> elements) {
    /** The value itself. */
    public static final ResultPath WHOLE = new ResultPath(List.of());

    @JsonCreator
    public ResultPath {
        elements = elements.stream().map(ResultPath::element).toList();
    }

    private static JsonNode element(JsonNode element) {
        if (element.isIntegralNumber() && element.canConvertToInt()) {
            return IntNode.valueOf(element.asInt());
        }
        if (element.isTextual()) {
            return element;
        }
        throw new IllegalArgumentException("a path consists of numbers and names, like [1, velocity]");
    }

    @JsonValue
    @Override
    public List<JsonNode> elements() {
        return elements;
    }

    public static ResultPath of(int position) {
        return new ResultPath(List.of(IntNode.valueOf(position)));
    }

    public static ResultPath of(String name) {
        return new ResultPath(List.of(TextNode.valueOf(name)));
    }

    /** This path and then another. */
    public ResultPath then(ResultPath rest) {
        List<JsonNode> all = new ArrayList<>(elements);
        all.addAll(rest.elements);
        return new ResultPath(all);
    }

    public JsonNode first() {
        return elements.getFirst();
    }

    /** All but the first element. */
    public ResultPath rest() {
        return new ResultPath(elements.subList(1, elements.size()));
    }

    public boolean isWhole() {
        return elements.isEmpty();
    }

    /** As in Python: {@code [1]["velocity"]}; empty for the value itself. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        elements.forEach(element -> text.append('[').append(element).append(']'));
        return text.toString();
    }
}

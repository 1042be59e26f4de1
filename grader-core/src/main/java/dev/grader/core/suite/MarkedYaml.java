package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A YAML document as JSON, with the place of everything in the text.
 *
 * @param file name for messages
 * @param values place of each value by JSON pointer
 * @param keys place of each key by the JSON pointer of its value
 */
public record MarkedYaml(String file, JsonNode root, Map<String, Position> values, Map<String, Position> keys) {
    public MarkedYaml {
        values = Map.copyOf(values);
        keys = Map.copyOf(keys);
    }

    /** A place in the text, both counted from 1. */
    public record Position(int line, int column) {}

    /** A mistake in the value at a JSON pointer. */
    public SuiteError error(String pointer, String message) {
        return error(position(pointer, values), pointer, message);
    }

    /** At the key instead of the value. */
    public SuiteError errorAtKey(String pointer, String message) {
        return error(position(pointer, keys), pointer, message);
    }

    /** The JSON pointer of a member. */
    public static String pointer(String parent, String key) {
        return parent + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    /** {@code /tests/2/recipe} as {@code tests[2].recipe}. */
    static String readable(String pointer) {
        StringBuilder path = new StringBuilder();
        for (String part : pointer.split("/", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            if (part.matches("[0-9]+")) {
                path.append('[').append(part).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".")
                        .append(part.replace("~1", "/").replace("~0", "~"));
            }
        }
        return path.toString();
    }

    private SuiteError error(Position position, String pointer, String message) {
        return new SuiteError(file, position.line(), position.column(), readable(pointer), message);
    }

    private Position position(String pointer, Map<String, Position> places) {
        Position place = places.get(pointer);
        String rest = pointer;
        while (place == null && !rest.isEmpty()) {
            rest = rest.substring(0, rest.lastIndexOf('/'));
            place = values.get(rest);
        }
        if (place == null) {
            // JSON that came over the network has no lines
            return values.isEmpty() ? new Position(0, 0) : new Position(1, 1);
        }
        return place;
    }
}

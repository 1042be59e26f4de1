package dev.grader.harness;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of submitted code.
 *
 * @param construct how the object comes to be that is called; null for a static method
 * @param record paths into the result that are sent; elements are Integer or String
 */
record ProbeCall(
        String id, String target, @Nullable Construct construct, List<Argument> arguments, List<List<Object>> record) {

    ProbeCall {
        arguments = List.copyOf(arguments);
        record = List.copyOf(record);
    }

    /** Makes an object and sets parameters of it. */
    record Construct(List<Argument> arguments, Map<String, Argument> state) {
        Construct {
            arguments = List.copyOf(arguments);
        }
    }

    /** What is handed over. */
    sealed interface Argument {
        /** As it is. */
        record Literal(JsonElement json) implements Argument {}

        /**
         * A fresh copy of an array.
         *
         * @param index of the element that {@code add} is added to; null for none
         */
        record OfTensor(WireTensor tensor, long @Nullable [] index, double add) implements Argument {}

        /** What an earlier call gave. */
        record OfResult(String call, List<Object> path) implements Argument {}
    }

    /** Finds arrays by their id. */
    @FunctionalInterface
    interface Arrays {
        WireTensor get(String id) throws ProtocolException;
    }

    static ProbeCall read(Fields call, Arrays arrays) throws ProtocolException {
        Construct construct = null;
        if (call.has("construct")) {
            Fields how = new Fields(call.object("construct"));
            Map<String, Argument> state = new LinkedHashMap<>();
            for (Map.Entry<String, JsonElement> entry : how.object("state").entrySet()) {
                state.put(entry.getKey(), argument(entry.getValue().getAsJsonObject(), arrays));
            }
            construct = new Construct(arguments(how.array("arguments"), arrays), state);
        }
        List<List<Object>> paths = new ArrayList<>();
        for (JsonElement path : call.array("record")) {
            paths.add(path(path.getAsJsonArray()));
        }
        return new ProbeCall(
                call.text("id"), call.text("target"), construct, arguments(call.array("arguments"), arrays), paths);
    }

    private static List<Argument> arguments(JsonArray given, Arrays arrays) throws ProtocolException {
        List<Argument> arguments = new ArrayList<>();
        for (JsonElement argument : given) {
            arguments.add(argument(argument.getAsJsonObject(), arrays));
        }
        return arguments;
    }

    private static Argument argument(JsonObject given, Arrays arrays) throws ProtocolException {
        Fields fields = new Fields(given);
        if (fields.has("tensor")) {
            if (!fields.has("add")) {
                return new Argument.OfTensor(arrays.get(fields.text("tensor")), null, 0);
            }
            Fields add = new Fields(fields.object("add"));
            JsonArray indices = add.array("index");
            long[] index = new long[indices.size()];
            for (int axis = 0; axis < index.length; axis++) {
                index[axis] = indices.get(axis).getAsLong();
            }
            return new Argument.OfTensor(arrays.get(fields.text("tensor")), index, add.number("value"));
        }
        if (fields.has("result")) {
            return new Argument.OfResult(fields.text("result"), path(fields.array("path")));
        }
        if (!given.has("literal")) {
            throw new ProtocolException("an argument of a call is of no known form: " + given.keySet());
        }
        return new Argument.Literal(given.get("literal"));
    }

    private static List<Object> path(JsonArray elements) {
        List<Object> path = new ArrayList<>();
        for (JsonElement element : elements) {
            JsonPrimitive primitive = element.getAsJsonPrimitive();
            path.add(primitive.isNumber() ? (Object) primitive.getAsInt() : primitive.getAsString());
        }
        return path;
    }
}

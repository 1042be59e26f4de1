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

/** Calls of submitted code that may use each other's results, and repetitions of them with single elements moved. */
record ProbeProgram(List<Call> calls, List<Move> moves) {
    ProbeProgram {
        calls = List.copyOf(calls);
        moves = List.copyOf(moves);
    }

    /** Ids of the arrays by which a call differentiates. */
    List<String> gradients() {
        return calls.stream().flatMap(call -> call.gradients().stream()).toList();
    }

    /** What a call does. */
    enum Action {
        CALL,
        CONSTRUCT,
        METHOD,
        READ,
        GIVE,
        AUTOGRAD
    }

    /**
     * One call.
     *
     * @param target of a static method or of a constructor; else empty
     * @param of the earlier call whose result is called, read or differentiated; else empty
     * @param method empty to call the object itself
     * @param path into the earlier result; elements of all paths are Integer or String
     * @param train whether a block is told that it is trained
     * @param gradients ids of the arrays to differentiate by
     * @param record paths into the result that are sent
     */
    record Call(
            String id,
            Action action,
            String target,
            String of,
            String method,
            List<Object> path,
            List<Argument> arguments,
            Map<String, Argument> attributes,
            Map<String, Argument> state,
            boolean train,
            List<String> gradients,
            List<List<Object>> record) {}

    /**
     * Repeats the calls up to one for each offset and each difference.
     *
     * @param id the outputs for an offset are stacked as the tensor {@code id.offset}
     * @param tensor id of the array of which one element is moved
     * @param offsets in C order
     */
    record Move(String id, String until, List<Object> record, String tensor, List<Integer> offsets, List<Double> by) {}

    /** What is handed over. */
    sealed interface Argument {
        /** As it is. */
        record Literal(JsonElement json) implements Argument {}

        /** A fresh copy of an array. */
        record OfTensor(String id) implements Argument {}

        /** What an earlier call gave. */
        record OfResult(String call, List<Object> path, boolean copy) implements Argument {}

        record OfList(List<Argument> items) implements Argument {}

        record OfMap(Map<String, Argument> members) implements Argument {}

        /** A generator of random numbers. */
        record OfGenerator(long seed) implements Argument {}
    }

    static ProbeProgram read(Fields program) throws ProtocolException {
        List<Call> calls = new ArrayList<>();
        for (JsonElement call : program.array("calls")) {
            calls.add(call(new Fields(call.getAsJsonObject())));
        }
        List<Move> moves = new ArrayList<>();
        for (JsonElement element : program.list("moves")) {
            Fields move = new Fields(element.getAsJsonObject());
            moves.add(new Move(
                    move.text("id"),
                    move.text("until"),
                    path(move.list("record")),
                    move.text("tensor"),
                    move.array("offsets").asList().stream()
                            .map(JsonElement::getAsInt)
                            .toList(),
                    move.array("by").asList().stream()
                            .map(JsonElement::getAsDouble)
                            .toList()));
        }
        return new ProbeProgram(calls, moves);
    }

    private static Call call(Fields call) throws ProtocolException {
        if (call.has("keywords")) {
            throw new ProtocolException("Java has no arguments by name");
        }
        List<List<Object>> paths = new ArrayList<>();
        for (JsonElement path : call.list("record")) {
            paths.add(path(path.getAsJsonArray()));
        }
        Action action = switch (call.text("action")) {
            case "call" -> Action.CALL;
            case "construct" -> Action.CONSTRUCT;
            case "method" -> Action.METHOD;
            case "read" -> Action.READ;
            case "give" -> Action.GIVE;
            case "autograd" -> Action.AUTOGRAD;
            default -> throw new ProtocolException("unknown action " + call.text("action"));
        };
        return new Call(
                call.text("id"),
                action,
                call.text("target", ""),
                call.text("of", ""),
                call.text("method", ""),
                path(call.list("path")),
                arguments(call.list("arguments")),
                named(call, "attributes"),
                named(call, "state"),
                call.flag("train"),
                call.list("gradients").asList().stream()
                        .map(JsonElement::getAsString)
                        .toList(),
                paths);
    }

    private static Map<String, Argument> named(Fields owner, String member) throws ProtocolException {
        return owner.has(member) ? members(owner.object(member)) : Map.of();
    }

    private static Map<String, Argument> members(JsonObject object) throws ProtocolException {
        Map<String, Argument> members = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
            members.put(entry.getKey(), argument(entry.getValue().getAsJsonObject()));
        }
        return members;
    }

    private static List<Argument> arguments(JsonArray given) throws ProtocolException {
        List<Argument> arguments = new ArrayList<>();
        for (JsonElement argument : given) {
            arguments.add(argument(argument.getAsJsonObject()));
        }
        return arguments;
    }

    private static Argument argument(JsonObject given) throws ProtocolException {
        Fields fields = new Fields(given);
        @Nullable JsonElement literal = given.get("literal");
        if (literal != null) {
            return new Argument.Literal(literal);
        }
        if (fields.has("tensor")) {
            return new Argument.OfTensor(fields.text("tensor"));
        }
        if (fields.has("result")) {
            return new Argument.OfResult(fields.text("result"), path(fields.list("path")), fields.flag("copy"));
        }
        if (fields.has("list") || fields.has("tuple")) {
            return new Argument.OfList(arguments(fields.array(fields.has("list") ? "list" : "tuple")));
        }
        if (fields.has("map") || fields.has("namespace")) {
            return new Argument.OfMap(members(fields.object(fields.has("map") ? "map" : "namespace")));
        }
        if (fields.has("generator")) {
            return new Argument.OfGenerator(fields.whole("seed"));
        }
        throw new ProtocolException("an argument of a form that Java does not take: " + given.keySet());
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

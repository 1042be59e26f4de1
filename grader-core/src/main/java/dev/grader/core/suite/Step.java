package dev.grader.core.suite;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One call of a program of calls that share a process. What a step gives can be an argument of later ones.
 *
 * @param name by which later steps refer to it; the student's code never sees it
 * @param keywords arguments by name
 * @param attributes set on the object before it is called, or after it is made; dots lead into parts
 * @param state parameters and buffers of an {@code nn.Module}, copied into by name
 * @param train whether modules are put in training mode instead of evaluation mode
 * @param compare what of its result is compared
 * @param expected arrays to compare with instead of the reference's, one per entry of {@code compare}, or none
 */
public record Step(
        String name,
        Action action,
        List<Value> arguments,
        Map<String, Value> keywords,
        Map<String, Value> attributes,
        Map<String, Value> state,
        boolean train,
        List<ResultPath> compare,
        List<Value> expected) {
    public Step {
        arguments = List.copyOf(arguments);
        keywords = ordered(keywords);
        attributes = ordered(attributes);
        state = ordered(state);
        compare = List.copyOf(compare);
        expected = List.copyOf(expected);
    }

    /** What a step does. */
    public sealed interface Action {
        /** Calls a function, a static method or a class method of the student's code. */
        record Call(Target target) implements Action {}

        /** Makes an object. */
        record Construct(Target target) implements Action {}

        /**
         * Calls an object that an earlier step gave.
         *
         * @param method or nothing, to call the object itself
         */
        record Method(String of, Optional<String> method) implements Action {}

        /** Gives the step's only argument as it is: an object that several later steps share and may change. */
        record Give() implements Action {}

        /** Reads a part of what an earlier step gave. */
        record Read(String of, ResultPath path) implements Action {}
    }

    /** A step of positional arguments alone. */
    public static Step of(String name, Action action, List<Value> arguments, List<ResultPath> compare) {
        return new Step(name, action, arguments, Map.of(), Map.of(), Map.of(), false, compare, List.of());
    }

    /** The same step with something else compared. */
    public Step comparing(List<ResultPath> paths) {
        return new Step(name, action, arguments, keywords, attributes, state, train, paths, List.of());
    }

    /** All values of the step, members included. */
    public Stream<Value> values() {
        return Stream.of(
                        arguments.stream(),
                        keywords.values().stream(),
                        attributes.values().stream(),
                        state.values().stream())
                .flatMap(stream -> stream)
                .flatMap(Value::all);
    }

    /** A copy of a map that keeps its order: the arrays of a plan are numbered in it. */
    private static Map<String, Value> ordered(Map<String, Value> values) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}

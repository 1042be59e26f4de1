package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.tensor.ElementType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An argument of a call, as the suite declares it. */
public sealed interface Value {
    /** A number, string, boolean, null, list or map, passed as it is. */
    record Literal(JsonNode json) implements Value {}

    /**
     * An array drawn by the worker. The draw depends on the seed and, in a hidden test, on the suite version as well, so
     * that it cannot be looked up.
     *
     * @param first mean of a normal, low end of a uniform or integer draw, the value of a constant, the probability of ones
     * @param second standard deviation of a normal, high end (excluded) of a uniform or integer draw
     */
    record Generated(
            Distribution distribution, List<Long> shape, ElementType type, double first, double second, long seed)
            implements Value {
        public Generated {
            shape = List.copyOf(shape);
        }
    }

    /** An array from a {@code .npy} file of the suite. */
    record Stored(String file) implements Value {}

    /** A list of values. */
    record Items(List<Value> items, boolean tuple) implements Value {
        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * Values by name.
     *
     * @param namespace whether they are attributes of an object instead of keys of a dictionary
     */
    record Members(Map<String, Value> members, boolean namespace) implements Value {
        public Members {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /** A random generator that was just seeded. */
    record Generator(GeneratorKind kind, long seed) implements Value {}

    /** A function or class of the student's code, as an object. */
    record Callable(Target target) implements Value {}

    /** A function that returns a value, whatever it is called with: an initialiser that a constructor asks for. */
    record Returning(Value value) implements Value {}

    /** What an earlier step gave, as the object that it is. */
    record OfResult(String step, ResultPath path) implements Value {}

    /** The gradient that a backward begins with. */
    record Upstream() implements Value {}

    /** How a {@link Generated} array is filled. */
    enum Distribution {
        NORMAL,
        UNIFORM,
        INTEGERS,
        CONSTANT,
        BERNOULLI,
        LOWER_TRIANGLE
    }

    /** Which library a {@link Generator} is of. */
    enum GeneratorKind {
        NUMPY,
        RANDOM_STATE,
        TORCH
    }

    /** The member at a path, if there is one. */
    default Optional<Value> at(ResultPath path) {
        if (path.isWhole()) {
            return Optional.of(this);
        }
        return switch (this) {
            case Items items ->
                path.first().isInt()
                                && path.first().asInt() >= 0
                                && path.first().asInt() < items.items().size()
                        ? items.items().get(path.first().asInt()).at(path.rest())
                        : Optional.empty();
            case Members members ->
                Optional.ofNullable(members.members().get(path.first().asText()))
                        .flatMap(member -> member.at(path.rest()));
            case Literal ignored -> Optional.empty();
            case Generated ignored -> Optional.empty();
            case Stored ignored -> Optional.empty();
            case Generator ignored -> Optional.empty();
            case Callable ignored -> Optional.empty();
            case Returning ignored -> Optional.empty();
            case OfResult ignored -> Optional.empty();
            case Upstream ignored -> Optional.empty();
        };
    }

    /** This value and all that is in it. */
    default Stream<Value> all() {
        return switch (this) {
            case Items items ->
                Stream.concat(Stream.of(this), items.items().stream().flatMap(Value::all));
            case Members members ->
                Stream.concat(
                        Stream.of(this), members.members().values().stream().flatMap(Value::all));
            case Literal ignored -> Stream.of(this);
            case Generated ignored -> Stream.of(this);
            case Stored ignored -> Stream.of(this);
            case Generator ignored -> Stream.of(this);
            case Callable ignored -> Stream.of(this);
            case Returning returning ->
                Stream.concat(Stream.of(this), returning.value().all());
            case OfResult ignored -> Stream.of(this);
            case Upstream ignored -> Stream.of(this);
        };
    }

    /** Whether it is an array, drawn or stored. */
    default boolean isArray() {
        return this instanceof Generated || this instanceof Stored;
    }
}

package dev.grader.core.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.suite.ResultPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An argument of a call in a plan. */
public sealed interface Argument {
    /** Passed as it is. */
    record Literal(@JsonInclude(JsonInclude.Include.ALWAYS) JsonNode literal) implements Argument {}

    /**
     * A fresh copy of an array of the plan.
     *
     * @param tensor its id
     */
    record OfTensor(String tensor) implements Argument {}

    /**
     * What an earlier call of the same unit returned, as the object that it is.
     *
     * @param result id of the call
     * @param path into its result; empty for all of it
     * @param copy whether a plain array of its values is passed instead of the object
     */
    record OfResult(
            String result,
            ResultPath path,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean copy) implements Argument {}

    /** A list. */
    record OfList(@JsonProperty("list") List<Argument> items) implements Argument {
        public OfList {
            items = List.copyOf(items);
        }
    }

    /** A tuple. */
    record OfTuple(@JsonProperty("tuple") List<Argument> items) implements Argument {
        public OfTuple {
            items = List.copyOf(items);
        }
    }

    /** A dictionary. */
    record OfMap(@JsonProperty("map") Map<String, Argument> members) implements Argument {
        public OfMap {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /** An object with attributes. */
    record OfNamespace(@JsonProperty("namespace") Map<String, Argument> members) implements Argument {
        public OfNamespace {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /**
     * A random generator.
     *
     * @param generator {@code numpy}, {@code random_state} or {@code torch}
     */
    record OfGenerator(String generator, long seed) implements Argument {}

    /** A function or class of the student's code. */
    record OfCallable(String callable) implements Argument {}

    /** A function that returns a fresh value whenever and with whatever it is called. */
    record OfReturning(Argument returning) implements Argument {}

    /** The member at a path, if there is one. */
    default Optional<Argument> at(ResultPath path) {
        if (path.isWhole()) {
            return Optional.of(this);
        }
        return switch (this) {
            case OfList list -> member(list.items(), path);
            case OfTuple tuple -> member(tuple.items(), path);
            case OfMap map -> member(map.members(), path);
            case OfNamespace namespace -> member(namespace.members(), path);
            case Literal ignored -> Optional.empty();
            case OfTensor ignored -> Optional.empty();
            case OfResult ignored -> Optional.empty();
            case OfGenerator ignored -> Optional.empty();
            case OfCallable ignored -> Optional.empty();
            case OfReturning ignored -> Optional.empty();
        };
    }

    private static Optional<Argument> member(List<Argument> items, ResultPath path) {
        int position = path.first().asInt(-1);
        return position >= 0 && position < items.size() ? items.get(position).at(path.rest()) : Optional.empty();
    }

    private static Optional<Argument> member(Map<String, Argument> members, ResultPath path) {
        return Optional.ofNullable(members.get(path.first().asText())).flatMap(member -> member.at(path.rest()));
    }
}

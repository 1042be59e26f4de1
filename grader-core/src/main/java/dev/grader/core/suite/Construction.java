package dev.grader.core.suite;

import java.util.List;
import java.util.Map;

/**
 * How an object of the student's class comes to be before it is called.
 *
 * @param arguments arguments of the constructor
 * @param state parameters and buffers by name, set after construction; their names are part of the assignment's text
 */
public record Construction(List<Value> arguments, Map<String, Value> state) {
    public Construction {
        arguments = List.copyOf(arguments);
        state = Map.copyOf(state);
    }
}

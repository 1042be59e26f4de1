package dev.grader.core.suite;

import java.util.Optional;

/**
 * What a gradient belongs to and where it is found when all steps are done.
 *
 * @param step whose argument, keyword, attribute or parameter it belongs to
 * @param path position or name, and the way into its members
 * @param foundIn the step in whose result the gradient is
 * @param scale what the code's gradient is of the true one: 0.2 where it is averaged over 5 rows, -1 for a direction
 */
public record GradientPlace(
        String step, Where where, ResultPath path, String foundIn, ResultPath foundAt, double scale) {
    /** A gradient that is the true one. */
    public GradientPlace(String step, Where where, ResultPath path, String foundIn, ResultPath foundAt) {
        this(step, where, path, foundIn, foundAt, 1);
    }

    GradientPlace scaled(double factor) {
        return new GradientPlace(step, where, path, foundIn, foundAt, factor);
    }

    /** Where the value is that a gradient belongs to. */
    public enum Where {
        ARGUMENT,
        KEYWORD,
        ATTRIBUTE,
        STATE
    }

    /** In words, for students: {@code argument 0}, {@code W1}. */
    public String words() {
        String members = path.rest().toString();
        String owner = step.equals("forward") || step.equals("object") ? "" : " of " + step;
        return switch (where) {
            case ARGUMENT -> "argument " + path.first().asText() + members + owner;
            case KEYWORD, ATTRIBUTE, STATE -> path.first().asText() + members + owner;
        };
    }

    /** The declared value that the gradient belongs to, if the step has it. */
    public Optional<Value> value(Step owner) {
        Optional<Value> start = switch (where) {
            case ARGUMENT ->
                path.first().isInt() && path.first().asInt() < owner.arguments().size()
                        ? Optional.of(owner.arguments().get(path.first().asInt()))
                        : Optional.empty();
            case KEYWORD ->
                Optional.ofNullable(owner.keywords().get(path.first().asText()));
            case ATTRIBUTE ->
                Optional.ofNullable(owner.attributes().get(path.first().asText()));
            case STATE -> Optional.ofNullable(owner.state().get(path.first().asText()));
        };
        return start.flatMap(value -> value.at(path.rest()));
    }
}

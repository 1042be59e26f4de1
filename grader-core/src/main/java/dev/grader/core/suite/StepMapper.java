package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** From steps that fit the schema to {@link Step}s that can be done in their order. */
final class StepMapper {
    private final ValueMapper values;
    private final boolean train;

    /**
     * A mapper.
     *
     * @param test what holds for steps that say nothing else: {@code mode}
     */
    StepMapper(ValueMapper values, JsonNode test) {
        this.values = values;
        this.train = isTrain(test, false);
    }

    List<Step> steps(JsonNode nodes) {
        List<Step> steps = new ArrayList<>();
        nodes.forEach(node -> steps.add(step(node)));
        checkOrder(steps);
        return steps;
    }

    private Step step(JsonNode node) {
        String name = node.get("name").asText();
        List<ResultPath> compare = paths(node.path("compare"));
        List<Value> expected = values.values(node.path("expected"));
        if (!expected.isEmpty() && expected.size() != compare.size()) {
            throw new IllegalArgumentException(
                    "step '" + name + "' compares " + compare.size() + " values, but expects " + expected.size());
        }
        Step step = new Step(
                name,
                action(name, node),
                node.has("value") ? List.of(values.value(node.get("value"))) : values.values(node.path("arguments")),
                values.named(node.path("keywords")),
                values.named(node.path("attributes")),
                values.named(node.path("state")),
                isTrain(node, train),
                compare,
                arrays(expected));
        boolean calls = !(step.action() instanceof Step.Action.Read || step.action() instanceof Step.Action.Give);
        if (!calls && (node.has("arguments") || node.has("keywords") || node.has("attributes") || node.has("state"))) {
            throw new IllegalArgumentException("step '" + name + "' calls nothing; it takes no arguments");
        }
        if (step.action() instanceof Step.Action.Call && (node.has("attributes") || node.has("state"))) {
            throw new IllegalArgumentException("step '" + name + "' calls a function, which has no attributes; write"
                    + " them in the step that makes the object");
        }
        return step;
    }

    private static Step.Action action(String name, JsonNode node) {
        long kinds =
                Stream.of("call", "construct", "of", "value").filter(node::has).count();
        boolean partOfObject = node.has("method") || node.has("attribute");
        if (kinds != 1 || (partOfObject && !node.has("of")) || (node.has("method") && node.has("attribute"))) {
            throw new IllegalArgumentException(
                    "step '" + name + "' needs one of call: module:function, construct:"
                            + " module:Class, value: {…}, or of: NAME of an earlier step, then perhaps with method or attribute");
        }
        if (node.has("call")) {
            return new Step.Action.Call(TestMapper.target(node, "call"));
        }
        if (node.has("construct")) {
            return new Step.Action.Construct(TestMapper.target(node, "construct"));
        }
        if (node.has("value")) {
            return new Step.Action.Give();
        }
        String of = node.get("of").asText();
        return node.has("attribute")
                ? new Step.Action.Read(
                        of, ValueMapper.attribute(node.get("attribute").asText()))
                : new Step.Action.Method(
                        of, Optional.ofNullable(node.get("method")).map(JsonNode::asText));
    }

    /** The step that makes the object of a test with {@code target} and {@code construct}. */
    Step construction(String name, Target target, JsonNode construct) {
        return new Step(
                name,
                new Step.Action.Construct(target),
                values.values(construct.path("arguments")),
                values.named(construct.path("keywords")),
                values.named(construct.path("attributes")),
                values.named(construct.path("state")),
                train,
                List.of(),
                List.of());
    }

    /** A call with the arguments and keywords of a node: a list of arguments, or a map. */
    Step call(String name, Step.Action action, JsonNode node, List<ResultPath> compare) {
        JsonNode arguments = node.isArray() ? node : node.path("arguments");
        List<Value> expected = values.values(node.path("expected"));
        if (!expected.isEmpty() && expected.size() != compare.size()) {
            throw new IllegalArgumentException(
                    name + " expects " + expected.size() + " values, but " + compare.size() + " are compared");
        }
        return new Step(
                name,
                action,
                values.values(arguments),
                values.named(node.path("keywords")),
                Map.of(),
                Map.of(),
                train,
                compare,
                arrays(expected));
    }

    static List<ResultPath> paths(JsonNode nodes) {
        List<ResultPath> paths = new ArrayList<>();
        nodes.forEach(node -> paths.add(ValueMapper.path(node)));
        return paths;
    }

    private static List<Value> arrays(List<Value> expected) {
        for (Value value : expected) {
            boolean number =
                    value instanceof Value.Literal literal && literal.json().isNumber();
            if (!value.isArray() && !number) {
                throw new IllegalArgumentException(
                        "expected must be arrays or numbers, like {array: data/expected.npy}");
            }
        }
        return expected;
    }

    private static boolean isTrain(JsonNode node, boolean fallback) {
        return node.has("mode") ? node.get("mode").asText().equals("train") : fallback;
    }

    /** Every step refers to earlier ones only. */
    static void checkOrder(List<Step> steps) {
        Set<String> known = new HashSet<>();
        for (Step step : steps) {
            switch (step.action()) {
                case Step.Action.Call ignored -> {}
                case Step.Action.Construct ignored -> {}
                case Step.Action.Give ignored -> {}
                case Step.Action.Method method -> checkKnown(step, method.of(), known);
                case Step.Action.Read read -> checkKnown(step, read.of(), known);
            }
            step.values()
                    .filter(Value.OfResult.class::isInstance)
                    .forEach(value -> checkKnown(step, ((Value.OfResult) value).step(), known));
            if (!known.add(step.name())) {
                throw new IllegalArgumentException("two steps have the name '" + step.name() + "'");
            }
        }
    }

    private static void checkKnown(Step step, String name, Set<String> known) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException("step '" + step.name() + "' needs the result of " + Spelling.quoted(name)
                    + ", but no earlier step has that name" + Spelling.hint(name, known));
        }
    }
}

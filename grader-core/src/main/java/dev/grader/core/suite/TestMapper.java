package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** From a test that fits the schema to a {@link TestDefinition}, with the defaults that {@code docs/suites.md} lists. */
final class TestMapper {
    private final Limits defaults;

    TestMapper(JsonNode defaultLimits) {
        this.defaults = limits(defaultLimits, Limits.DEFAULT);
    }

    TestDefinition test(JsonNode node) {
        return switch (node.get("kind").asText()) {
            case "static" -> StaticMapper.map(node, common(node));
            case "function" -> FunctionMapper.test(common(node), node);
            case "gradient" -> node.has("module") ? exportedGradient(node) : GradientMapper.test(common(node), node);
            case "train" -> train(node);
            case "manual" -> manual(node);
            case "predict" -> PredictMapper.test(common(node), node);
            default -> throw new IllegalArgumentException("the kind " + node.get("kind") + " is unknown");
        };
    }

    private Common common(JsonNode node) {
        return new Common(
                node.get("id").asText(),
                node.get("title").asText(),
                node.get("points").decimalValue(),
                Visibility.valueOf(word(node, "visibility", "visible")),
                words(node.path("depends_on")),
                limits(node.path("limits"), defaults),
                Optional.ofNullable(node.get("hint")).map(JsonNode::asText),
                node.path("extra_credit").asBoolean(false),
                Runs.valueOf(word(node, "runs", "at_once")));
    }

    private static TestDefinition manual(JsonNode node) {
        List<RubricItem> items = new ArrayList<>();
        for (JsonNode item : node.get("items")) {
            items.add(new RubricItem(
                    item.get("id").asText(),
                    item.get("title").asText(),
                    item.get("points").decimalValue(),
                    item.path("description").asText("")));
        }
        BigDecimal points = items.stream().map(RubricItem::points).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (node.has("points") && node.get("points").decimalValue().compareTo(points) != 0) {
            throw new IllegalArgumentException("points is " + node.get("points").asText() + ", but the items have "
                    + points.toPlainString() + " together; leave points out");
        }
        long different = items.stream().map(RubricItem::id).distinct().count();
        if (different != items.size()) {
            throw new IllegalArgumentException("two items have the same id; give each its own");
        }
        return new TestDefinition.Manual(
                new Common(
                        node.get("id").asText(),
                        node.get("title").asText(),
                        points,
                        Visibility.VISIBLE,
                        List.of(),
                        Limits.DEFAULT,
                        Optional.empty(),
                        node.path("extra_credit").asBoolean(false),
                        Runs.AT_ONCE),
                items);
    }

    private TestDefinition exportedGradient(JsonNode node) {
        List<Value> inputs = ValueMapper.list(node.get("inputs"));
        for (Value input : inputs) {
            if (!input.isArray()) {
                throw new IllegalArgumentException("inputs of a module must be arrays, like {normal: [2, 3], seed: 1}");
            }
        }
        return new TestDefinition.ExportedGradient(
                common(node),
                target(node, "module"),
                ValueMapper.construction(node.path("construct")),
                inputs,
                trace(node.path("trace")),
                node.path("tolerance").asDouble(1e-3));
    }

    /** Arrays of the suite's files get into no export, and one batch size shows nothing of what a trace has frozen. */
    private static List<List<Value>> trace(JsonNode node) {
        List<List<Value>> calls = new ArrayList<>();
        Set<Long> batchSizes = new HashSet<>();
        for (JsonNode call : node) {
            List<Value> inputs = ValueMapper.list(call);
            for (Value input : inputs) {
                if (!(input instanceof Value.Generated drawn) || drawn.shape().isEmpty()) {
                    throw new IllegalArgumentException(
                            "inputs of trace must be arrays that are drawn, like {normal: [2, 3], seed: 1}");
                }
                batchSizes.add(drawn.shape().getFirst());
            }
            calls.add(inputs);
        }
        if (!calls.isEmpty() && batchSizes.size() < 2) {
            throw new IllegalArgumentException("the calls of trace need two batch sizes at the least, like"
                    + " [[{normal: [2, 3], seed: 1}], [{normal: [5, 3], seed: 2}]]");
        }
        return calls;
    }

    private TestDefinition train(JsonNode node) {
        Recipe recipe = RecipeMapper.recipe(node.get("recipe"));
        Metric metric = MetricMapper.metric(node.get("metric"));
        return new TestDefinition.Train(
                common(node),
                target(node, "model"),
                trace(node.path("trace")),
                node.get("data").asText(),
                recipe,
                metric,
                MetricMapper.cutOff(node.get("cut_off"), metric),
                node.has("output") ? OptionalInt.of(node.get("output").asInt()) : OptionalInt.empty(),
                Optional.ofNullable(node.get("curve")).map(curve -> MetricMapper.curve(curve, recipe)));
    }

    private static Limits limits(JsonNode node, Limits defaults) {
        return new Limits(
                node.path("cpu_seconds").asInt(defaults.cpuSeconds()),
                node.path("wall_seconds").asInt(defaults.wallSeconds()),
                node.path("memory_megabytes").asInt(defaults.memoryMegabytes()),
                node.path("processes").asInt(defaults.processes()),
                node.path("scratch_megabytes").asInt(defaults.scratchMegabytes()),
                node.path("output_megabytes").asInt(defaults.outputMegabytes()));
    }

    static Framework framework(JsonNode node) {
        return Framework.valueOf(word(node, "framework", ""));
    }

    static Target target(JsonNode node, String key) {
        return Target.parse(node.get(key).asText());
    }

    static String word(JsonNode node, String key, String fallback) {
        return node.path(key).asText(fallback).toUpperCase(Locale.ROOT);
    }

    static List<String> words(JsonNode nodes) {
        List<String> words = new ArrayList<>();
        nodes.forEach(node -> words.add(node.asText()));
        return words;
    }
}

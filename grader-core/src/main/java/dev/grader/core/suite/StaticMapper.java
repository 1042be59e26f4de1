package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.suite.TestDefinition.Bounds;
import dev.grader.core.suite.TestDefinition.FileRules;
import dev.grader.core.suite.TestDefinition.Parameters;
import dev.grader.core.suite.TestDefinition.SourceNames;
import dev.grader.core.suite.TestDefinition.StoredNumbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a static test that fits the schema to its record. */
final class StaticMapper {
    private StaticMapper() {}

    static TestDefinition map(JsonNode node, Common common) {
        FileRules files = new FileRules(words(node, "required_files"), words(node, "forbidden_files"));
        files.required().forEach(FilePattern::new);
        files.forbidden().forEach(FilePattern::new);
        TestDefinition.Static test = new TestDefinition.Static(
                common,
                files,
                new SourceNames(words(node, "forbidden_imports"), words(node, "forbidden_calls")),
                new SourceNames(words(node, "flags_imports"), words(node, "flags_calls")),
                Optional.ofNullable(node.get("stored_numbers")).map(StaticMapper::storedNumbers),
                Optional.ofNullable(node.get("parameters")).map(StaticMapper::parameters),
                Optional.ofNullable(node.get("size"))
                        .map(size -> size.get("at_most_kilobytes").asInt()));
        if (asksForNothing(test)) {
            throw new IllegalArgumentException(
                    "a static test needs required_files, forbidden_files, forbidden_imports, forbidden_calls,"
                            + " flags_imports, flags_calls, stored_numbers, parameters or size");
        }
        return test;
    }

    private static boolean asksForNothing(TestDefinition.Static test) {
        return test.files().required().isEmpty()
                && test.files().forbidden().isEmpty()
                && test.forbidden().isEmpty()
                && test.flagged().isEmpty()
                && test.storedNumbers().isEmpty()
                && test.parameters().isEmpty()
                && test.maximumKilobytes().isEmpty();
    }

    private static StoredNumbers storedNumbers(JsonNode node) {
        StoredNumbers numbers = new StoredNumbers(
                TestMapper.target(node, "model"),
                node.path("at_least").asLong(0),
                node.get("at_most").asLong());
        if (numbers.atLeast() > numbers.atMost()) {
            throw new IllegalArgumentException("at_least of stored_numbers is above at_most");
        }
        return numbers;
    }

    private static Parameters parameters(JsonNode node) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        node.path("shapes").properties().forEach(entry -> {
            List<Long> shape = new ArrayList<>();
            entry.getValue().forEach(size -> shape.add(size.asLong()));
            shapes.put(entry.getKey(), shape);
        });
        List<Value> arguments = ValueMapper.list(node.path("arguments"));
        if (!arguments.stream().allMatch(Value.Literal.class::isInstance)) {
            throw new IllegalArgumentException("arguments of parameters are literals, such as 3 or relu, no arrays");
        }
        Parameters parameters = new Parameters(
                TestMapper.target(node, "model"),
                arguments,
                bounds(node, "count"),
                bounds(node, "trainable"),
                shapes,
                node.path("only_these").asBoolean(false));
        if (parameters.count().isEmpty() && parameters.trainable().isEmpty() && shapes.isEmpty()) {
            throw new IllegalArgumentException("parameters needs count, trainable or shapes");
        }
        return parameters;
    }

    private static Optional<Bounds> bounds(JsonNode node, String key) {
        return Optional.ofNullable(node.get(key))
                .map(bounds -> new Bounds(
                        bounds.path("at_least").asLong(0),
                        bounds.path("at_most").asLong(Long.MAX_VALUE)));
    }

    private static List<String> words(JsonNode node, String key) {
        return TestMapper.words(node.path(key));
    }
}

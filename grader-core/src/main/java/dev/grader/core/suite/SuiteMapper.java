package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** From a document that fits the schema to a {@link Suite}; collects what the schema cannot say. */
final class SuiteMapper {
    private static final BigDecimal DEFAULT_POINT_STEP = new BigDecimal("0.5");
    private static final int DEFAULT_MEGABYTES = 10;

    private final MarkedYaml document;
    private final List<SuiteError> errors = new ArrayList<>();

    private SuiteMapper(MarkedYaml document) {
        this.document = document;
    }

    static Suite map(MarkedYaml document) {
        return new SuiteMapper(document).suite();
    }

    private Suite suite() {
        JsonNode root = document.root();
        JsonNode submission = root.path("submission");
        JsonNode pointStep = root.path("point_step");
        List<TestDefinition> tests = tests(root);
        if (!errors.isEmpty()) {
            throw new SuiteErrors(errors);
        }
        return new Suite(
                root.get("id").asText(),
                root.get("title").asText(),
                root.get("image").asText(),
                capabilities(root.path("capabilities")),
                pointStep.isNumber() ? pointStep.decimalValue() : DEFAULT_POINT_STEP,
                TestMapper.words(submission.path("required")),
                submission.path("maximum_megabytes").asInt(DEFAULT_MEGABYTES),
                DataMapper.sets(root.path("data")),
                tests,
                fixtures(root.get("fixtures")));
    }

    private List<TestDefinition> tests(JsonNode root) {
        TestMapper mapper = new TestMapper(root.path("defaults").path("limits"));
        List<TestDefinition> tests = new ArrayList<>();
        int index = 0;
        for (JsonNode node : root.get("tests")) {
            try {
                tests.add(mapper.test(node));
            } catch (IllegalArgumentException mistake) {
                errors.add(document.error("/tests/" + index, String.valueOf(mistake.getMessage())));
            }
            index++;
        }
        return tests;
    }

    private static Set<Capability> capabilities(JsonNode nodes) {
        Set<Capability> capabilities = new LinkedHashSet<>();
        nodes.forEach(node -> capabilities.add(Capability.valueOf(node.asText().toUpperCase(Locale.ROOT))));
        return capabilities.isEmpty() ? Set.of(Capability.CPU) : capabilities;
    }

    private static List<Fixture> fixtures(JsonNode node) {
        List<Fixture> fixtures = new ArrayList<>();
        fixtures.add(new Fixture.Reference(node.get("reference").asText()));
        JsonNode starter = node.path("starter");
        if (starter.isObject()) {
            BigDecimal atMost = starter.has("at_most") ? starter.get("at_most").decimalValue() : BigDecimal.ZERO;
            fixtures.add(new Fixture.Starter(starter.get("path").asText(), atMost));
        }
        node.path("correct").forEach(path -> fixtures.add(new Fixture.Correct(path.asText())));
        for (JsonNode wrong : node.path("wrong")) {
            Map<String, String> mayLose = new LinkedHashMap<>();
            wrong.path("may_lose")
                    .properties()
                    .forEach(entry ->
                            mayLose.put(entry.getKey(), entry.getValue().asText()));
            fixtures.add(
                    new Fixture.Wrong(wrong.get("path").asText(), TestMapper.words(wrong.get("must_lose")), mayLose));
        }
        return fixtures;
    }
}

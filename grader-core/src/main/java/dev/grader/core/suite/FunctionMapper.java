package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** From a test of the kind {@code function} that fits the schema to its definition. */
final class FunctionMapper {
    /** Comparisons of one test; evidence has room for notes besides. */
    private static final int MAXIMUM_COMPARISONS = 200;

    private static final String OBJECT = "object";

    private final JsonNode node;
    private final Framework framework;
    private final StepMapper steps;

    private FunctionMapper(JsonNode node) {
        this.node = node;
        this.framework = TestMapper.framework(node);
        this.steps = new StepMapper(
                new ValueMapper(framework == Framework.NUMPY ? ElementType.FLOAT64 : ElementType.FLOAT32), node);
    }

    static TestDefinition.Function test(Common common, JsonNode node) {
        return new FunctionMapper(node).test(common);
    }

    private TestDefinition.Function test(Common common) {
        boolean stepwise = node.has("steps");
        boolean complete = stepwise
                ? Stream.of("target", "construct", "method", "cases", "compare", "outputs")
                        .noneMatch(node::has)
                : node.has("target") && node.has("cases");
        if (!complete) {
            throw new IllegalArgumentException(
                    "a function test needs target and cases, or steps with what each" + " compares");
        }
        List<List<Step>> cases = stepwise ? List.of(steps.steps(node.get("steps"))) : cases();
        Optional<Property> property = Optional.ofNullable(node.get("property")).map(PropertyMapper::property);
        property.ifPresent(declared -> PropertyMapper.check(declared, cases, stepwise));
        TestDefinition.Function test = new TestDefinition.Function(
                common,
                framework,
                cases,
                property,
                tolerances(cases.stream().flatMap(List::stream).toList()));
        if (test.comparisons() == 0) {
            throw new IllegalArgumentException(
                    "no step compares anything; write compare: [[]] where the result itself is" + " compared");
        }
        if (test.comparisons() > MAXIMUM_COMPARISONS) {
            throw new IllegalArgumentException("the test makes " + test.comparisons() + " comparisons; at most "
                    + MAXIMUM_COMPARISONS + " are allowed: make two tests of it");
        }
        return test;
    }

    private List<List<Step>> cases() {
        Target target = TestMapper.target(node, "target");
        boolean object = node.has("construct") || node.has("method");
        Optional<String> method = Optional.ofNullable(node.get("method")).map(JsonNode::asText);
        Step.Action action = object ? new Step.Action.Method(OBJECT, method) : new Step.Action.Call(target);
        List<List<Step>> cases = new ArrayList<>();
        for (JsonNode arguments : node.get("cases")) {
            List<Step> program = new ArrayList<>();
            if (object) {
                program.add(steps.construction(OBJECT, target, node.path("construct")));
            }
            program.add(steps.call("case " + (cases.size() + 1), action, arguments, compared()));
            StepMapper.checkOrder(program);
            cases.add(program);
        }
        return cases;
    }

    private List<ResultPath> compared() {
        if (node.has("compare")) {
            return StepMapper.paths(node.get("compare"));
        }
        int outputs = node.path("outputs").asInt(0);
        return outputs == 0
                ? List.of(ResultPath.WHOLE)
                : IntStream.range(0, outputs).mapToObj(ResultPath::of).toList();
    }

    private Tolerances tolerances(List<Step> all) {
        JsonNode given = node.path("tolerance");
        double fine = Precision.isDouble(framework, all) ? 1e-7 : 1e-4;
        if (given.isNumber()) {
            return Tolerances.of(given.asDouble());
        }
        return new Tolerances(
                given.path("float64").asDouble(fine), given.path("float32").asDouble(1e-4));
    }
}

package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.suite.GradientPlace.Where;
import dev.grader.core.suite.Step.Action;
import dev.grader.core.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From a gradient test that fits the schema to its definition. All forms become steps: a forward and a backward function, an
 * object with both as methods, one function that returns both, torch's autograd, and steps as they are.
 */
final class GradientMapper {
    /** Runs of the forward for central differences, of one test. */
    private static final int MAXIMUM_SAMPLES = 512;

    private static final String OBJECT = "object";
    private static final String FORWARD = "forward";
    private static final String BACKWARD = "backward";
    private static final String RETURNED = "returned";
    private static final String AUTOGRAD = "autograd";

    private final JsonNode node;
    private final Framework framework;
    private final ValueMapper values = new ValueMapper(ElementType.FLOAT64);
    private final StepMapper mapper;
    private final String backward;

    private GradientMapper(JsonNode node) {
        this.node = node;
        this.framework = TestMapper.framework(node);
        this.mapper = new StepMapper(values, node);
        this.backward = node.path(BACKWARD).asText(BACKWARD);
    }

    static TestDefinition.HandWrittenGradient test(Common common, JsonNode node) {
        return new GradientMapper(node).test(common);
    }

    private TestDefinition.HandWrittenGradient test(Common common) {
        boolean autograd = backward.equals(AUTOGRAD);
        if (autograd && framework == Framework.NUMPY) {
            throw new IllegalArgumentException("backward: autograd needs framework: torch");
        }
        List<Step> steps = node.has("steps") ? mapper.steps(node.get("steps")) : shortForm();
        String forward = node.has("steps") ? outputStep(steps) : FORWARD;
        List<GradientPlace> gradients = new GradientPlaces(node, steps, backward).places();
        int samples = node.path("samples").asInt(8);
        if (samples * gradients.size() > MAXIMUM_SAMPLES) {
            throw new IllegalArgumentException("samples times gradients is " + samples * gradients.size() + "; at most "
                    + MAXIMUM_SAMPLES + " are allowed");
        }
        boolean precise = Precision.isDouble(framework, steps);
        TestDefinition.HandWrittenGradient test = new TestDefinition.HandWrittenGradient(
                common,
                framework,
                steps,
                forward,
                output(),
                autograd,
                gradients,
                node.path("tolerance").asDouble(precise ? 1e-6 : 1e-3),
                node.path("difference_tolerance").asDouble(precise ? 1e-4 : 1e-2),
                node.path("step").asDouble(precise ? 1e-6 : 1e-2),
                samples,
                node.path("own_forward_share").asDouble(0.5));
        checkUpstream(test);
        return test;
    }

    private List<Step> shortForm() {
        if (!node.has("target") && !(node.has(FORWARD) && node.has(BACKWARD))) {
            throw new IllegalArgumentException("a gradient test needs forward and backward, or target with the methods"
                    + " forward and backward, or steps");
        }
        List<Step> steps = new ArrayList<>();
        boolean object = node.has("target");
        String forward = node.path(FORWARD).asText(FORWARD);
        if (object) {
            steps.add(mapper.construction(OBJECT, TestMapper.target(node, "target"), node.path("construct")));
        } else if (node.has("construct")) {
            throw new IllegalArgumentException("construct needs target: module:Class");
        }
        Action calls = object ? method(forward) : new Action.Call(function(forward));
        steps.add(mapper.call(FORWARD, calls, node, List.of()));
        if (!backward.equals(RETURNED) && !backward.equals(AUTOGRAD)) {
            Action action = object ? method(backward) : new Action.Call(function(backward));
            steps.add(Step.of(BACKWARD, action, backwardArguments(object), List.of()));
        }
        StepMapper.checkOrder(steps);
        return steps;
    }

    private static Action method(String name) {
        if (name.contains(":")) {
            throw new IllegalArgumentException("with target, forward and backward are methods of its objects; write"
                    + " their names alone, not " + name);
        }
        return new Action.Method(OBJECT, Optional.of(name));
    }

    private static Target function(String name) {
        return Target.parse(name);
    }

    private List<Value> backwardArguments(boolean object) {
        if (node.has("backward_arguments")) {
            return values.values(node.get("backward_arguments"));
        }
        if (object) {
            return List.of(new Value.Upstream());
        }
        ResultPath cache = node.has("cache") ? ValueMapper.path(node.get("cache")) : ResultPath.of(1);
        return List.of(new Value.Upstream(), new Value.OfResult(FORWARD, cache));
    }

    /** Where the output is in the forward's result: first of a tuple in the forms of functions, all of it else. */
    private ResultPath output() {
        JsonNode given = node.path("output");
        if (node.has("steps")) {
            return ValueMapper.path(given.path("path"));
        }
        if (!given.isMissingNode()) {
            return ValueMapper.path(given);
        }
        boolean whole = backward.equals(AUTOGRAD) || (node.has("target") && !backward.equals(RETURNED));
        return whole ? ResultPath.WHOLE : ResultPath.of(0);
    }

    private String outputStep(List<Step> steps) {
        String name = node.path("output").path("result").asText();
        if (steps.stream().noneMatch(step -> step.name().equals(name))) {
            throw new IllegalArgumentException("with steps, output names one of them, like {result: loss, path: [0]};"
                    + " there is no step " + Spelling.quoted(name));
        }
        return name;
    }

    /** The output cannot depend on its own gradient. */
    private static void checkUpstream(TestDefinition.HandWrittenGradient test) {
        boolean inForward =
                test.forwardSteps().stream().flatMap(Step::values).anyMatch(Value.Upstream.class::isInstance);
        if (inForward) {
            throw new IllegalArgumentException("{upstream: true} is for steps after the one that gives the output");
        }
        for (GradientPlace place : test.gradients()) {
            if (test.forwardSteps().stream().noneMatch(step -> step.name().equals(place.step()))) {
                throw new IllegalArgumentException("the gradient of " + place.words() + " belongs to step '"
                        + place.step() + "', which comes after the output");
            }
            if (place.where() == Where.STATE && test.framework() == Framework.NUMPY) {
                throw new IllegalArgumentException("state is for torch modules; write attribute: " + place.words());
            }
        }
    }
}

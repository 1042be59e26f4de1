package dev.grader.pipeline.step;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Framework;
import dev.grader.core.suite.ResultPath;
import dev.grader.core.suite.Step;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Calls only the forward of the reference's gradient tests, to learn the shape of what it returns: the upstream gradient of
 * everybody has it.
 *
 * @param steps up to the forward, the last one
 */
record ShapeProbe(
        String testId,
        Framework framework,
        List<Step> steps,
        ResultPath output,
        int seconds,
        SuiteBundle bundle,
        long salt)
        implements Probe {
    static final String OUTPUT = "f.0";

    ShapeProbe {
        steps = List.copyOf(steps);
    }

    static ShapeProbe of(TestDefinition.HandWrittenGradient test, SuiteBundle bundle, long salt) {
        return new ShapeProbe(
                test.id(),
                test.framework(),
                test.forwardSteps(),
                test.output(),
                test.common().limits().wallSeconds(),
                bundle,
                salt);
    }

    static ShapeProbe of(TestDefinition.ExportedGradient test, SuiteBundle bundle, long salt) {
        Step object = Step.of(
                "object",
                new Step.Action.Construct(test.target()),
                test.construction().arguments(),
                List.of());
        Step forward = Step.of("forward", new Step.Action.Method("object", Optional.empty()), test.inputs(), List.of());
        return new ShapeProbe(
                test.id(),
                Framework.TORCH,
                List.of(object, forward),
                ResultPath.WHOLE,
                test.common().limits().wallSeconds(),
                bundle,
                salt);
    }

    @Override
    public Plan.ProbeUnit unit(String id, Material material) {
        Programs programs = new Programs(material, bundle, salt, null);
        List<Plan.Call> calls = new ArrayList<>();
        for (Step step : steps) {
            boolean last = calls.size() == steps.size() - 1;
            calls.add(programs.call(last ? "f" : "s" + calls.size(), step, last ? List.of(output) : List.of()));
        }
        return new Plan.ProbeUnit(id, Material.word(framework), seconds, List.of(new Plan.Program(calls, List.of())));
    }

    @Override
    public Predicate<String> isReference() {
        return name -> false;
    }

    @Override
    public List<Evidence> compare(Map<String, Tensor> reference, Map<String, Tensor> actual) {
        return List.of();
    }
}

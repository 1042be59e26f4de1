package dev.grader.pipeline.step;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.protocol.Argument;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Framework;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.Target;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.Value;
import dev.grader.core.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Calls only the forward of the reference's gradient tests, to learn the shape of what it returns: the upstream gradient of
 * everybody has it.
 */
record ShapeProbe(
        String testId,
        Framework framework,
        Target target,
        Plan.@Nullable Construct construct,
        List<Value> arguments,
        List<Integer> path,
        int seconds,
        SuiteBundle bundle,
        long salt)
        implements Probe {
    static final String OUTPUT = "f.0";

    static ShapeProbe of(TestDefinition.HandWrittenGradient test, SuiteBundle bundle, long salt) {
        return new ShapeProbe(
                test.id(),
                test.framework(),
                test.forward(),
                null,
                test.arguments(),
                List.of(0),
                test.common().limits().wallSeconds(),
                bundle,
                salt);
    }

    static ShapeProbe of(TestDefinition.ExportedGradient test, SuiteBundle bundle, long salt) {
        List<Argument> arguments = test.construction().arguments().stream()
                .map(value -> new Material().argument(value, bundle, salt))
                .toList();
        return new ShapeProbe(
                test.id(),
                Framework.TORCH,
                test.target(),
                new Plan.Construct(arguments, Map.of()),
                test.inputs(),
                List.of(),
                test.common().limits().wallSeconds(),
                bundle,
                salt);
    }

    @Override
    public Plan.ProbeUnit unit(String id, Material material) {
        List<Argument> given = arguments.stream()
                .map(value -> material.argument(value, bundle, salt))
                .toList();
        return new Plan.ProbeUnit(
                id,
                framework.name().toLowerCase(Locale.ROOT),
                seconds,
                List.of(new Plan.Call("f", target.toString(), construct, given, List.of(path))));
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

package dev.grader.pipeline.step;

import dev.grader.core.measurement.TestMeasurement.Stop;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.SuiteFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The shapes that the reference's forwards return: a backward pass begins with a gradient of that shape. */
public final class OutputShapes {
    private OutputShapes() {}

    /** From what the reference put out at calibration. */
    public static Map<String, List<Long>> of(Map<String, Map<String, Tensor>> reference) {
        Map<String, List<Long>> shapes = new HashMap<>();
        reference.forEach((test, tensors) -> {
            for (String name : List.of(HandWrittenProbe.OUTPUT, GradientStep.OUTPUT)) {
                Tensor output = tensors.get(name);
                if (output != null) {
                    shapes.put(test, output.shape());
                }
            }
        });
        return shapes;
    }

    /** By calling the reference's forwards once, before anything is calibrated. */
    public static Map<String, List<Long>> ofReference(JobContext context)
            throws InterruptedException, InfrastructureFault, SuiteFault {
        SuiteBundle bundle = context.input().bundle();
        List<TestDefinition> tests = new ArrayList<>();
        List<ShapeProbe> probes = new ArrayList<>();
        for (TestDefinition test : context.tests()) {
            long salt = context.salt(test);
            if (test instanceof TestDefinition.HandWrittenGradient gradient) {
                tests.add(test);
                probes.add(ShapeProbe.of(gradient, bundle, salt));
            } else if (test instanceof TestDefinition.ExportedGradient gradient) {
                tests.add(test);
                probes.add(ShapeProbe.of(gradient, bundle, salt));
            }
        }
        if (probes.isEmpty()) {
            return Map.of();
        }
        Map<String, List<Long>> shapes = new HashMap<>();
        for (Map.Entry<String, UnitResult> result : new ProbeStep(context)
                .run("shapes", probes, TestLimits.of(tests), false)
                .entrySet()) {
            Stop stop = result.getValue().stop();
            Tensor output = result.getValue().tensors().get(ShapeProbe.OUTPUT);
            if (stop != null) {
                throw ReferenceStops.fault(
                        "does not get through the forward of test '" + result.getKey() + "'", stop, "");
            }
            if (output == null) {
                throw new SuiteFault(
                        "the forward of the reference solution returns no array in test '" + result.getKey() + "'");
            }
            shapes.put(result.getKey(), output.shape());
        }
        return shapes;
    }
}

package dev.grader.pipeline.step;

import dev.grader.core.compare.ErrorProfile;
import dev.grader.core.compare.TensorComparison;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.Judge;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.ValueGenerator;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.InfrastructureFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** DJL's autograd through one exported module, in a container of its own: a Java process cannot be forked. */
final class GradientStep {
    private static final String UNIT = "u1";
    static final String OUTPUT = "output";
    /**
     * A gradient this much smaller than the largest one of its test is round-off: float32 keeps seven digits, and sums lose
     * some. Without it, correct solutions that add in another order would fail at gradients that are zero but for that.
     */
    static final double ROUND_OFF_SHARE = 1e-2;

    private final JobContext context;

    GradientStep(JobContext context) {
        this.context = context;
    }

    UnitResult run(TestDefinition.ExportedGradient test, byte[] module, Tensor upstream, long salt)
            throws InterruptedException, InfrastructureFault {
        SuiteBundle bundle = context.input().bundle();
        Material material = new Material();
        Map<String, String> state = new LinkedHashMap<>();
        test.construction()
                .state()
                .forEach((name, value) ->
                        state.put(name, material.tensor(ValueGenerator.generate(value, bundle, salt))));
        List<String> inputs = test.inputs().stream()
                .map(value -> material.tensor(ValueGenerator.generate(value, bundle, salt)))
                .toList();
        Plan.Gradient plan = new Plan.Gradient(List.of(new Plan.GradientUnit(
                UNIT,
                material.model(module),
                state,
                inputs,
                material.tensor(upstream),
                test.common().limits().wallSeconds())));
        return StepExecutor.run(
                        context,
                        new StepRequest(
                                "gradient " + test.id(),
                                context.image(TrainStep.IMAGE),
                                test.common().limits(),
                                List.of(UNIT),
                                Set.of(),
                                remaining -> plan,
                                material.frames(),
                                !test.common().visibility().showsValues()),
                        true)
                .unit(UNIT);
    }

    /**
     * Gradients against the reference's. One that did not arrive has no shape, which is different from every shape.
     *
     * @throws IllegalStateException when the reference has no gradient, which is nothing that a submission can be judged for
     */
    static List<Evidence> compare(Map<String, Tensor> reference, Map<String, Tensor> actual) {
        if (reference.keySet().stream().allMatch(OUTPUT::equals)) {
            throw new IllegalStateException("the reference has no gradient; calibrate the suite again");
        }
        double least = ROUND_OFF_SHARE * largestMagnitude(reference);
        List<Evidence> evidence = new ArrayList<>();
        new TreeMap<>(reference).forEach((name, judge) -> {
            if (!name.equals(OUTPUT)) {
                Tensor own = actual.get(name);
                evidence.add(new Evidence.Comparison(
                        words(name),
                        Judge.REFERENCE,
                        own == null ? missing(judge) : TensorComparison.compare(judge, own, least)));
                if (own == null) {
                    evidence.add(new Evidence.Note("no gradient arrives at " + name.substring(name.indexOf('.') + 1)));
                }
            }
        });
        return evidence;
    }

    private static double largestMagnitude(Map<String, Tensor> gradients) {
        return gradients.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(OUTPUT))
                .mapToDouble(entry -> TensorComparison.meanMagnitude(entry.getValue()))
                .max()
                .orElse(0);
    }

    private static ErrorProfile missing(Tensor judge) {
        return new ErrorProfile(judge.shape(), List.of(0L), 0, 0, 0, 0, List.of(), List.of());
    }

    private static String words(String name) {
        int dot = name.indexOf('.');
        return "gradient of " + name.substring(0, dot) + " " + name.substring(dot + 1);
    }
}

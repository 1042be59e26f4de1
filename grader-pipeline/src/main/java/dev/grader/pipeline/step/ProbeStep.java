package dev.grader.pipeline.step;

import dev.grader.core.measurement.TestMeasurement.Stop;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Limits;
import dev.grader.core.suite.Target;
import dev.grader.pipeline.InfrastructureFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Runs tests in the student's language, each in a process of its own: those in Python share as many containers as their plan
 * needs.
 */
final class ProbeStep {
    private static final String JAVA_UNIT = "u1";

    private final JobContext context;

    ProbeStep(JobContext context) {
        this.context = context;
    }

    /**
     * Runs the step.
     *
     * @param hidden whether any of the tests is hidden; visible and hidden ones never share a container
     * @return test id to what came out
     */
    Map<String, UnitResult> run(String label, List<? extends Probe> probes, Limits limits, boolean hidden)
            throws InterruptedException, InfrastructureFault {
        if (probes.isEmpty()) {
            return Map.of();
        }
        if (JavaCode.isLanguageOf(context)) {
            return java(label, probes, limits, hidden);
        }
        Material material = new Material();
        material.files(context.input().submission());
        Map<String, Plan.ProbeUnit> units = new LinkedHashMap<>();
        Map<String, String> testOfUnit = new LinkedHashMap<>();
        for (Probe probe : probes) {
            String id = "u" + (units.size() + 1);
            units.put(id, probe.unit(id, material));
            testOfUnit.put(id, probe.testId());
        }
        StepResult result = StepExecutor.run(
                context,
                new StepRequest(
                        label,
                        context.image(context.input().bundle().suite().image()),
                        limits,
                        List.copyOf(units.keySet()),
                        Set.of(),
                        remaining -> new Plan.Probe(
                                remaining.stream().map(units::get).toList()),
                        material.frames(),
                        hidden),
                false);
        Map<String, UnitResult> byTest = new LinkedHashMap<>();
        testOfUnit.forEach((unit, test) -> byTest.put(test, result.unit(unit)));
        return byTest;
    }

    /** A Java process cannot be forked: each test gets a container of its own, so that none reaches another's results. */
    private Map<String, UnitResult> java(String label, List<? extends Probe> probes, Limits limits, boolean hidden)
            throws InterruptedException, InfrastructureFault {
        context.java().compiled(context, Map.of(), limits);
        Map<String, UnitResult> byTest = new LinkedHashMap<>();
        for (Probe probe : probes) {
            byTest.put(probe.testId(), java(label, probe, limits, hidden));
        }
        return byTest;
    }

    private UnitResult java(String label, Probe probe, Limits limits, boolean hidden)
            throws InterruptedException, InfrastructureFault {
        Material material = new Material();
        Plan.ProbeUnit unit = probe.unit(JAVA_UNIT, material);
        List<Target> targets = unit.programs().stream()
                .flatMap(program -> program.calls().stream())
                .map(Plan.Call::target)
                .filter(Objects::nonNull)
                .map(Target::parse)
                .distinct()
                .toList();
        for (Target target : targets) {
            Stop stop = context.java().stop(target);
            if (stop != null) {
                String output = context.java().unit(target).output();
                return new UnitResult(JAVA_UNIT, stop, Map.of(), null, List.of(), List.of(), output);
            }
        }
        material.model(context.java().classes(targets));
        return StepExecutor.run(
                        context,
                        new StepRequest(
                                label,
                                context.image(JavaCode.IMAGE),
                                limits,
                                List.of(JAVA_UNIT),
                                Set.of(),
                                remaining -> new Plan.Probe(List.of(unit)),
                                material.frames(),
                                hidden),
                        false)
                .unit(JAVA_UNIT);
    }
}

package dev.grader.pipeline.step;

import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Limits;
import dev.grader.pipeline.InfrastructureFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs tests in the student's language in one container, each in a process of its own. */
final class ProbeStep {
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
                        java.util.Set.of(),
                        remaining -> new Plan.Probe(
                                remaining.stream().map(units::get).toList()),
                        material.frames(),
                        hidden),
                false);
        Map<String, UnitResult> byTest = new LinkedHashMap<>();
        testOfUnit.forEach((unit, test) -> byTest.put(test, result.unit(unit)));
        return byTest;
    }
}

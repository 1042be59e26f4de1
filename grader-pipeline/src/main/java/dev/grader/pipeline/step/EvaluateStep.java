package dev.grader.pipeline.step;

import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.TestDefinition;
import dev.grader.pipeline.InfrastructureFault;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Predictions of trained models on hidden inputs: the only step that gets them, and their labels go nowhere. All models of a
 * test share a container: they are one student's, none of them brings anything out but predictions, and a container less
 * saves its start.
 */
final class EvaluateStep {
    static final String PREDICTIONS = "predictions";

    private static final int BATCH_SIZE = 128;

    private final JobContext context;
    private final TestDefinition.Train test;
    private final Material material = new Material();
    private final IdentityHashMap<StoredRows, String> rows = new IdentityHashMap<>();
    private final List<Plan.EvaluateUnit> units = new ArrayList<>();

    EvaluateStep(JobContext context, TestDefinition.Train test) {
        this.context = context;
        this.test = test;
    }

    /**
     * Adds a model.
     *
     * @param inputs the same object for all models that get the same rows
     * @return its unit
     */
    String add(byte[] model, StoredRows inputs) {
        String unit = "v" + (units.size() + 1);
        units.add(new Plan.EvaluateUnit(
                unit,
                material.model(model),
                rows.computeIfAbsent(inputs, material::rows),
                BATCH_SIZE,
                test.common().limits().wallSeconds(),
                null,
                test.output().isPresent() ? test.output().getAsInt() : null));
        return unit;
    }

    /** Runs all that were added. */
    StepResult run(String label) throws InterruptedException, InfrastructureFault {
        return StepExecutor.run(
                context,
                new StepRequest(
                        label,
                        context.image(TrainStep.IMAGE),
                        test.common().limits(),
                        units.stream().map(Plan.EvaluateUnit::id).toList(),
                        Set.of(),
                        remaining -> new Plan.Evaluate(units.stream()
                                .filter(unit -> remaining.contains(unit.id()))
                                .toList()),
                        material.frames(),
                        material.mounts(),
                        true),
                true);
    }
}

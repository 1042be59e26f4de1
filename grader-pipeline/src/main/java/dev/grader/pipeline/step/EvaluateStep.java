package dev.grader.pipeline.step;

import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.InfrastructureFault;
import java.util.List;
import java.util.Set;

/** Predictions of a trained model on hidden inputs: the only step that gets them, and their labels go nowhere. */
final class EvaluateStep {
    static final String PREDICTIONS = "predictions";

    private static final String UNIT = "v1";
    private static final int BATCH_SIZE = 128;

    private final JobContext context;

    EvaluateStep(JobContext context) {
        this.context = context;
    }

    UnitResult run(TestDefinition.Train test, byte[] trained, Tensor inputs, int seedIndex)
            throws InterruptedException, InfrastructureFault {
        Material material = new Material();
        Plan.Evaluate plan = new Plan.Evaluate(List.of(new Plan.EvaluateUnit(
                UNIT,
                material.model(trained),
                material.tensor(inputs),
                BATCH_SIZE,
                test.common().limits().wallSeconds())));
        return StepExecutor.run(
                        context,
                        new StepRequest(
                                TrainStep.label("evaluate", test, seedIndex),
                                context.image(TrainStep.IMAGE),
                                test.common().limits(),
                                List.of(UNIT),
                                Set.of(),
                                remaining -> plan,
                                material.frames(),
                                true),
                        true)
                .unit(UNIT);
    }
}

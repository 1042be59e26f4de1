package dev.grader.pipeline.step;

import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.InfrastructureFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Predictions of a model that was handed in, in a container of its own. */
final class ArtifactStep {
    private static final String UNIT = "v1";

    private final JobContext context;
    private final TestDefinition.Predict test;

    ArtifactStep(JobContext context, TestDefinition.Predict test) {
        this.context = context;
        this.test = test;
    }

    /** A model with code of a student's on hidden inputs: no text of it comes out. */
    UnitResult hidden(byte[] model, StoredRows inputs) throws InterruptedException, InfrastructureFault {
        return run("evaluate", model, Map.of(), inputs, true);
    }

    /** The same on inputs that hide nothing, for its error message. */
    UnitResult dry(byte[] model, StoredRows inputs) throws InterruptedException, InfrastructureFault {
        return run("dry-run", model, Map.of(), inputs, false);
    }

    /** A model of the suite's with weights of a student's: no code of the student's runs, so that messages may come out. */
    UnitResult weights(byte[] model, Map<String, Tensor> state, StoredRows inputs)
            throws InterruptedException, InfrastructureFault {
        return run("evaluate", model, state, inputs, false);
    }

    private UnitResult run(String step, byte[] model, Map<String, Tensor> state, StoredRows inputs, boolean hidden)
            throws InterruptedException, InfrastructureFault {
        Material material = new Material();
        String module = material.model(model);
        String array = material.rows(inputs);
        Map<String, String> ids = new LinkedHashMap<>();
        state.forEach((name, value) -> ids.put(name, material.tensor(value)));
        Plan.Evaluate plan = new Plan.Evaluate(List.of(new Plan.EvaluateUnit(
                UNIT,
                module,
                array,
                test.batchSize(),
                test.common().limits().wallSeconds(),
                ids.isEmpty() ? null : ids)));
        return StepExecutor.run(
                        context,
                        new StepRequest(
                                step + " " + test.id(),
                                context.image(TrainStep.IMAGE),
                                test.common().limits(),
                                List.of(UNIT),
                                Set.of(),
                                remaining -> plan,
                                material.frames(),
                                material.mounts(),
                                hidden),
                        true)
                .unit(UNIT);
    }
}

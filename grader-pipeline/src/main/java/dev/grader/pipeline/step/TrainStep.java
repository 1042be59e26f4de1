package dev.grader.pipeline.step;

import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Recipe;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.InfrastructureFault;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One training under DJL, in a container that gets the training split and nothing of the hidden one. */
final class TrainStep {
    /** Name of the image in which DJL runs. */
    static final String IMAGE = "djl";

    private static final String UNIT = "t1";

    private final JobContext context;

    TrainStep(JobContext context) {
        this.context = context;
    }

    /** The trained model is the result's blob. */
    UnitResult run(TestDefinition.Train test, byte[] module, Tensor inputs, Tensor labels, int seedIndex, int seed)
            throws InterruptedException, InfrastructureFault {
        Material material = new Material();
        Plan.Train plan = new Plan.Train(List.of(new Plan.TrainUnit(
                UNIT,
                material.model(module),
                material.tensor(inputs),
                material.tensor(labels),
                seed,
                test.common().limits().wallSeconds(),
                recipe(test.recipe()))));
        return StepExecutor.run(
                        context,
                        new StepRequest(
                                label("train", test, seedIndex),
                                context.image(IMAGE),
                                test.common().limits(),
                                List.of(UNIT),
                                Set.of(),
                                remaining -> plan,
                                material.frames(),
                                false),
                        true)
                .unit(UNIT);
    }

    static String label(String step, TestDefinition.Train test, int seedIndex) {
        return step + " " + test.id() + " seed " + (seedIndex + 1);
    }

    private static Plan.TrainRecipe recipe(Recipe recipe) {
        return new Plan.TrainRecipe(
                recipe.length().epochs(),
                recipe.batchSize(),
                recipe.loss().kind().name().toLowerCase(Locale.ROOT),
                recipe.threads(),
                recipe.clipping().norm(),
                recipe.optimizer());
    }
}

package dev.grader.pipeline.step;

import dev.grader.core.protocol.FrameException;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Curve;
import dev.grader.core.suite.OptimizerSettings;
import dev.grader.core.suite.Recipe;
import dev.grader.core.suite.Schedule;
import dev.grader.core.suite.TestDefinition;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.javamodel.JavaModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One training under DJL, in a container that gets the training split and nothing of the hidden one. */
final class TrainStep {
    /** Name of the image in which DJL runs. */
    static final String IMAGE = "djl";

    private static final String UNIT = "t1";
    private static final String FEW_ROWS = "o1";

    private final JobContext context;
    private final TestDefinition.Train test;

    TrainStep(JobContext context, TestDefinition.Train test) {
        this.context = context;
        this.test = test;
    }

    /**
     * Rows with their labels.
     *
     * @param inputs one row each
     * @param labels one row each
     */
    record Rows(StoredRows inputs, StoredRows labels) {}

    /**
     * What a container trained. The models are the results' blobs.
     *
     * @param fewRows the second training, or null without one
     */
    record Result(UnitResult main, @Nullable UnitResult fewRows) {}

    /**
     * Runs it.
     *
     * @param curve whether the curve is looked at: with its checkpoints
     * @param few rows of the second training, or null for none
     */
    Result run(byte[] module, Rows rows, @Nullable Rows few, boolean curve, int seedIndex, int seed)
            throws InterruptedException, InfrastructureFault {
        Material material = new Material();
        String model = material.model(module);
        List<Plan.TrainUnit> units = new ArrayList<>();
        units.add(unit(UNIT, material, model, rows, seed, recipe(test, curve ? checkpoints(test) : Set.of())));
        if (few != null) {
            Curve.Overfits overfits = test.curve().flatMap(Curve::overfits).orElseThrow();
            units.add(unit(FEW_ROWS, material, model, few, seed, fewRows(test, overfits)));
        }
        StepResult result = StepExecutor.run(
                context,
                new StepRequest(
                        label("train", test, seedIndex),
                        context.image(IMAGE),
                        test.common().limits(),
                        units.stream().map(Plan.TrainUnit::id).toList(),
                        Set.of(),
                        remaining -> new Plan.Train(units.stream()
                                .filter(unit -> remaining.contains(unit.id()))
                                .toList()),
                        material.frames(),
                        material.mounts(),
                        false),
                true);
        return new Result(
                composed(module, result.unit(UNIT)), few == null ? null : composed(module, result.unit(FEW_ROWS)));
    }

    /** From a block in Java comes its state alone; its classes are those that went in. */
    private static UnitResult composed(byte[] module, UnitResult trained) {
        return JavaModel.isIn(module) ? trained.withModels(state -> composed(module, state)) : trained;
    }

    /** No bytes at all, which are no model, where something else than a state came out. */
    private static byte[] composed(byte[] module, byte[] state) {
        try {
            return JavaModel.read(module).withState(state).bytes();
        } catch (FrameException e) {
            return new byte[0];
        }
    }

    private Plan.TrainUnit unit(
            String id, Material material, String model, Rows rows, int seed, Plan.TrainRecipe recipe) {
        return new Plan.TrainUnit(
                id,
                model,
                material.rows(rows.inputs()),
                material.rows(rows.labels()),
                seed,
                test.common().limits().wallSeconds(),
                recipe);
    }

    static String label(String step, TestDefinition.Train test, int seedIndex) {
        return step + " " + test.id() + " seed " + (seedIndex + 1);
    }

    /** Moments at which the model is sent, but for the end, at which it always is. */
    static Set<Integer> checkpoints(TestDefinition.Train test) {
        Set<Integer> checkpoints = new TreeSet<>(test.recipe().checkpoints());
        if (test.curve().filter(Curve::needsBeginning).isPresent()) {
            checkpoints.add(0);
        }
        checkpoints.remove(test.recipe().length().count());
        return checkpoints;
    }

    private static Plan.TrainRecipe recipe(TestDefinition.Train test, Set<Integer> checkpoints) {
        Recipe recipe = test.recipe();
        return new Plan.TrainRecipe(
                recipe.length().epochs(),
                recipe.length().steps(),
                recipe.batchSize(),
                recipe.shuffle(),
                recipe.loss().kind().name().toLowerCase(Locale.ROOT),
                recipe.loss().classesLast(),
                recipe.loss().delta(),
                recipe.loss().output(),
                recipe.loss().withLabels(),
                test.output().orElse(-1),
                recipe.threads(),
                recipe.clipping().norm(),
                recipe.clipping().value(),
                recipe.optimizer(),
                recipe.schedule(),
                recipe.validation().map(Recipe.Validation::share).orElse(0.0),
                recipe.validation().map(Recipe.Validation::patience).orElse(1),
                recipe.initialWeights() == Recipe.InitialWeights.REINITIALISED,
                List.copyOf(checkpoints));
    }

    /** All rows in each step, at a constant rate, to the end. */
    private static Plan.TrainRecipe fewRows(TestDefinition.Train test, Curve.Overfits overfits) {
        Plan.TrainRecipe plain = recipe(test, Set.of());
        OptimizerSettings optimizer = overfits.learningRate().isPresent()
                ? withRate(test.recipe().optimizer(), overfits.learningRate().getAsDouble())
                : test.recipe().optimizer();
        return new Plan.TrainRecipe(
                0,
                overfits.steps(),
                overfits.samples(),
                plain.shuffle(),
                plain.loss(),
                plain.classesLast(),
                plain.delta(),
                plain.lossOutput(),
                plain.withLabels(),
                plain.output(),
                plain.threads(),
                plain.clipNorm(),
                plain.clipValue(),
                optimizer,
                new Schedule.Constant(Schedule.Per.STEP),
                0,
                1,
                plain.reinitialised(),
                List.of());
    }

    private static OptimizerSettings withRate(OptimizerSettings settings, double rate) {
        return switch (settings) {
            case OptimizerSettings.Sgd(double ignored, double momentum, boolean nesterov, double decay) ->
                new OptimizerSettings.Sgd(rate, momentum, nesterov, decay);
            case OptimizerSettings.Adam(double ignored, double beta1, double beta2, double epsilon, double decay) ->
                new OptimizerSettings.Adam(rate, beta1, beta2, epsilon, decay);
            case OptimizerSettings.AdamW(double ignored, double beta1, double beta2, double epsilon, double decay) ->
                new OptimizerSettings.AdamW(rate, beta1, beta2, epsilon, decay);
            case OptimizerSettings.RmsProp(
                    double ignored,
                    double alpha,
                    double epsilon,
                    double momentum,
                    boolean centered,
                    double decay) -> new OptimizerSettings.RmsProp(rate, alpha, epsilon, momentum, centered, decay);
            case OptimizerSettings.Adagrad(
                    double ignored,
                    double rateDecay,
                    double initial,
                    double epsilon,
                    double decay) -> new OptimizerSettings.Adagrad(rate, rateDecay, initial, epsilon, decay);
        };
    }
}

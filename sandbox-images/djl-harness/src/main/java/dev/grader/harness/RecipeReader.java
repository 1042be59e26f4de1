package dev.grader.harness;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** Reads a recipe; what a worker leaves out has the value that changes nothing. */
final class RecipeReader {
    private RecipeReader() {}

    static Recipe read(Fields recipe) throws ProtocolException {
        Fields schedule = recipe.has("schedule") ? new Fields(recipe.object("schedule")) : null;
        return new Recipe(
                (int) recipe.number("epochs", 0),
                (int) recipe.number("steps", 0),
                recipe.integer("batch_size"),
                !recipe.has("shuffle") || recipe.flag("shuffle"),
                loss(recipe),
                (int) recipe.number("output", -1),
                recipe.integer("threads"),
                recipe.number("clip_norm", 0),
                recipe.number("clip_value", 0),
                optimizer(new Fields(recipe.object("optimizer"))),
                schedule == null ? new LearningRate.Constant() : schedule(schedule),
                schedule != null
                        && schedule.has("per")
                        && schedule.text("per").toLowerCase(Locale.ROOT).equals("step"),
                recipe.number("validation_share", 0),
                (int) recipe.number("patience", 1),
                recipe.flag("reinitialised"),
                new HashSet<>(recipe.has("checkpoints") ? integers(recipe, "checkpoints") : List.of()));
    }

    private static Recipe.LossSettings loss(Fields recipe) throws ProtocolException {
        Recipe.LossKind kind = switch (recipe.text("loss")) {
            case "cross_entropy" -> Recipe.LossKind.CROSS_ENTROPY;
            case "bce_with_logits" -> Recipe.LossKind.BCE_WITH_LOGITS;
            case "mse" -> Recipe.LossKind.MSE;
            case "mae" -> Recipe.LossKind.MAE;
            case "huber" -> Recipe.LossKind.HUBER;
            case "nll" -> Recipe.LossKind.NLL;
            case "module_output" -> Recipe.LossKind.MODULE_OUTPUT;
            default -> throw new ProtocolException("unknown loss " + recipe.text("loss"));
        };
        return new Recipe.LossSettings(
                kind,
                recipe.flag("classes_last"),
                recipe.number("delta", 1),
                (int) recipe.number("loss_output", 0),
                recipe.flag("with_labels"));
    }

    private static LearningRate schedule(Fields schedule) throws ProtocolException {
        return switch (schedule.text("name")) {
            case "constant" -> new LearningRate.Constant();
            case "step" -> new LearningRate.Step(schedule.integer("step_size"), schedule.number("gamma"));
            case "multi_step" -> new LearningRate.MultiStep(integers(schedule, "milestones"), schedule.number("gamma"));
            case "exponential" -> new LearningRate.Exponential(schedule.number("gamma"));
            case "cosine" -> new LearningRate.Cosine(schedule.integer("t_max"), schedule.number("eta_min"));
            case "linear_warmup" ->
                new LearningRate.LinearWarmup(schedule.integer("total_iters"), schedule.number("start_factor"));
            default -> throw new ProtocolException("unknown schedule " + schedule.text("name"));
        };
    }

    private static OptimizerSettings optimizer(Fields optimizer) throws ProtocolException {
        double learningRate = optimizer.number("learning_rate");
        double weightDecay = optimizer.number("weight_decay", 0);
        double beta1 = optimizer.number("beta1", 0.9);
        double beta2 = optimizer.number("beta2", 0.999);
        double epsilon = optimizer.number("epsilon", 1e-8);
        return switch (optimizer.text("name")) {
            case "adam" -> new OptimizerSettings.Adam(learningRate, beta1, beta2, epsilon, weightDecay);
            case "adamw" -> new OptimizerSettings.AdamW(learningRate, beta1, beta2, epsilon, weightDecay);
            case "rmsprop" ->
                new OptimizerSettings.RmsProp(
                        learningRate,
                        optimizer.number("alpha", 0.99),
                        epsilon,
                        optimizer.number("momentum", 0),
                        optimizer.flag("centered"),
                        weightDecay);
            case "adagrad" ->
                new OptimizerSettings.Adagrad(
                        learningRate,
                        optimizer.number("learning_rate_decay", 0),
                        optimizer.number("initial_accumulator_value", 0),
                        optimizer.number("epsilon", 1e-10),
                        weightDecay);
            case "sgd" ->
                new OptimizerSettings.Sgd(
                        learningRate, optimizer.number("momentum", 0), optimizer.flag("nesterov"), weightDecay);
            default -> throw new ProtocolException("unknown optimizer " + optimizer.text("name"));
        };
    }

    private static List<Integer> integers(Fields fields, String name) throws ProtocolException {
        List<Integer> integers = new ArrayList<>();
        for (JsonElement element : fields.array(name)) {
            integers.add(element.getAsInt());
        }
        return integers;
    }
}

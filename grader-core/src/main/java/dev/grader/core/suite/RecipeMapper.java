package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.suite.Schedule.Per;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** From a recipe that fits the schema to its record. */
final class RecipeMapper {
    private RecipeMapper() {}

    static Recipe recipe(JsonNode node) {
        if (node.has("epochs") == node.has("steps")) {
            throw new IllegalArgumentException("recipe needs either epochs or steps"
                    + (node.has("epochs") ? ", not both; remove one of them" : ", like epochs: 10"));
        }
        boolean bySteps = node.has("steps");
        return new Recipe(
                new Recipe.Length(
                        node.path("epochs").asInt(0), node.path("steps").asInt(0)),
                node.get("batch_size").asInt(),
                node.path("shuffle").asBoolean(true),
                loss(node.get("loss")),
                optimizer(node.get("optimizer")),
                schedule(node.path("schedule"), bySteps),
                new Recipe.Clipping(
                        node.path("clip_norm").asDouble(0),
                        node.path("clip_value").asDouble(0)),
                Optional.ofNullable(node.get("validation")).map(RecipeMapper::validation),
                Recipe.InitialWeights.valueOf(TestMapper.word(node, "initial_weights", "student")),
                integers(node.path("checkpoints")),
                node.path("threads").asInt(1),
                node.path("student_seeds").asInt(3),
                node.path("reference_seeds").asInt(10));
    }

    private static Loss loss(JsonNode node) {
        if (node.isTextual()) {
            return Loss.of(Loss.Kind.valueOf(node.asText().toUpperCase(Locale.ROOT)));
        }
        if (node.has("module_output")) {
            return new Loss(
                    Loss.Kind.MODULE_OUTPUT,
                    false,
                    1,
                    node.get("module_output").asInt(),
                    node.path("with_labels").asBoolean(false));
        }
        Loss.Kind kind = Loss.Kind.valueOf(TestMapper.word(node, "name", ""));
        if (node.has("classes") && kind != Loss.Kind.CROSS_ENTROPY && kind != Loss.Kind.NLL) {
            throw new IllegalArgumentException("classes of loss is for cross_entropy and nll");
        }
        if (node.has("delta") && kind != Loss.Kind.HUBER) {
            throw new IllegalArgumentException("delta of loss is for huber");
        }
        return new Loss(kind, classesLast(node), node.path("delta").asDouble(1), 0, false);
    }

    static boolean classesLast(JsonNode node) {
        return node.path("classes").asText("").equals("last");
    }

    private static Recipe.Validation validation(JsonNode node) {
        return new Recipe.Validation(
                node.path("share").asDouble(0.1), node.path("patience").asInt(3));
    }

    private static Schedule schedule(JsonNode node, boolean bySteps) {
        String name = node.path("name").asText("constant");
        String usual = bySteps || name.equals("linear_warmup") ? "step" : "epoch";
        Per per = Per.valueOf(TestMapper.word(node, "per", usual));
        return switch (name) {
            case "step" ->
                new Schedule.Step(
                        per, node.get("step_size").asInt(), node.path("gamma").asDouble(0.1));
            case "multi_step" ->
                new Schedule.MultiStep(
                        per,
                        integers(node.get("milestones")),
                        node.path("gamma").asDouble(0.1));
            case "exponential" ->
                new Schedule.Exponential(per, node.get("gamma").asDouble());
            case "cosine" ->
                new Schedule.Cosine(
                        per, node.get("t_max").asInt(), node.path("eta_min").asDouble(0));
            case "linear_warmup" ->
                new Schedule.LinearWarmup(
                        per,
                        node.get("total_iters").asInt(),
                        node.path("start_factor").asDouble(1.0 / 3));
            case "constant" -> new Schedule.Constant(per);
            default -> throw new IllegalArgumentException("the schedule '" + name + "' is unknown");
        };
    }

    private static OptimizerSettings optimizer(JsonNode node) {
        double learningRate = node.get("learning_rate").asDouble();
        double weightDecay = node.path("weight_decay").asDouble(0);
        double momentum = node.path("momentum").asDouble(0);
        double beta1 = node.path("beta1").asDouble(0.9);
        double beta2 = node.path("beta2").asDouble(0.999);
        double epsilon = node.path("epsilon").asDouble(1e-8);
        return switch (node.get("name").asText()) {
            case "adam" -> new OptimizerSettings.Adam(learningRate, beta1, beta2, epsilon, weightDecay);
            case "adamw" ->
                new OptimizerSettings.AdamW(
                        learningRate,
                        beta1,
                        beta2,
                        epsilon,
                        node.path("weight_decay").asDouble(0.01));
            case "rmsprop" ->
                new OptimizerSettings.RmsProp(
                        learningRate,
                        node.path("alpha").asDouble(0.99),
                        epsilon,
                        momentum,
                        node.path("centered").asBoolean(false),
                        weightDecay);
            case "adagrad" ->
                new OptimizerSettings.Adagrad(
                        learningRate,
                        node.path("learning_rate_decay").asDouble(0),
                        node.path("initial_accumulator_value").asDouble(0),
                        node.path("epsilon").asDouble(1e-10),
                        weightDecay);
            case "sgd" -> {
                boolean nesterov = node.path("nesterov").asBoolean(false);
                if (nesterov && momentum == 0) {
                    throw new IllegalArgumentException("nesterov needs a momentum above 0");
                }
                yield new OptimizerSettings.Sgd(learningRate, momentum, nesterov, weightDecay);
            }
            default -> throw new IllegalArgumentException("the optimizer " + node.get("name") + " is unknown");
        };
    }

    private static List<Integer> integers(JsonNode nodes) {
        List<Integer> integers = new ArrayList<>();
        nodes.forEach(node -> integers.add(node.asInt()));
        return integers;
    }
}

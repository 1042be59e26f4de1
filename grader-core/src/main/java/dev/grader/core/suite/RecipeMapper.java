package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;

/** From a recipe and a cut-off that fit the schema to their records. */
final class RecipeMapper {
    private RecipeMapper() {}

    static Recipe recipe(JsonNode node) {
        return new Recipe(
                node.get("epochs").asInt(),
                node.get("batch_size").asInt(),
                Recipe.Loss.valueOf(TestMapper.word(node, "loss", "")),
                optimizer(node.get("optimizer")),
                node.path("threads").asInt(1),
                node.path("student_seeds").asInt(3),
                node.path("reference_seeds").asInt(10),
                node.path("clip_norm").asDouble(0));
    }

    static CutOff cutOff(JsonNode node) {
        double zeroAt = node.get("zero_at").asDouble();
        if (node.get("name").asText().equals("relative_to_reference")) {
            return new CutOff.RelativeToReference(node.get("margin").asDouble(), zeroAt);
        }
        double fullAt = node.get("full_at").asDouble();
        if (zeroAt >= fullAt) {
            throw new IllegalArgumentException("zero_at of cut_off must be below full_at");
        }
        return new CutOff.Linear(zeroAt, fullAt);
    }

    private static OptimizerSettings optimizer(JsonNode node) {
        double learningRate = node.get("learning_rate").asDouble();
        double weightDecay = node.path("weight_decay").asDouble(0);
        if (node.get("name").asText().equals("adam")) {
            return new OptimizerSettings.Adam(
                    learningRate,
                    node.path("beta1").asDouble(0.9),
                    node.path("beta2").asDouble(0.999),
                    node.path("epsilon").asDouble(1e-8),
                    weightDecay);
        }
        double momentum = node.path("momentum").asDouble(0);
        boolean nesterov = node.path("nesterov").asBoolean(false);
        if (nesterov && momentum == 0) {
            throw new IllegalArgumentException("nesterov needs a momentum above 0");
        }
        return new OptimizerSettings.Sgd(learningRate, momentum, nesterov, weightDecay);
    }
}

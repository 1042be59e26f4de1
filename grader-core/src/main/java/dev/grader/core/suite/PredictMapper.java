package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From a {@code predict} test that fits the schema to its record. */
final class PredictMapper {
    private static final int BATCH_SIZE = 128;

    private PredictMapper() {}

    static TestDefinition.Predict test(Common common, JsonNode node) {
        Metric metric = MetricMapper.metric(node.get("metric"));
        return new TestDefinition.Predict(
                common,
                artifacts(node.get("artifact")),
                node.get("data").asText(),
                node.path("batch_size").asInt(BATCH_SIZE),
                metric,
                MetricMapper.cutOff(node.get("cut_off"), metric));
    }

    private static List<Artifact> artifacts(JsonNode node) {
        List<Artifact> artifacts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(form -> artifacts.add(artifact(form)));
        } else {
            artifacts.add(artifact(node));
        }
        return artifacts;
    }

    private static Artifact artifact(JsonNode node) {
        if (node.has("torchscript")) {
            return new Artifact.TorchScript(node.get("torchscript").asText());
        }
        if (node.has("safetensors")) {
            return new Artifact.Safetensors(
                    node.get("safetensors").asText(),
                    Artifact.Architecture.parse(node.get("architecture").asText()));
        }
        return new Artifact.Predictions(
                node.get("predictions").asText(),
                node.path("id").asText("id"),
                node.has("columns") ? TestMapper.words(node.get("columns")) : List.of("label"),
                node.path("array").asText("predictions"),
                Optional.ofNullable(node.get("ids")).map(JsonNode::asText),
                node.path("first_id").asLong(0));
    }
}

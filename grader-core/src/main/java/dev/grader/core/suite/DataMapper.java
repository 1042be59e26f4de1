package dev.grader.core.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From data sets that fit the schema to their records. */
final class DataMapper {
    private DataMapper() {}

    static Map<String, DataSet> sets(JsonNode node) {
        Map<String, DataSet> sets = new LinkedHashMap<>();
        node.properties().forEach(entry -> sets.put(entry.getKey(), set(entry.getValue())));
        return sets;
    }

    private static DataSet set(JsonNode node) {
        List<Long> shape = new ArrayList<>();
        node.get("shape").forEach(size -> shape.add(size.asLong()));
        return new DataSet(
                Optional.ofNullable(node.get("train")).map(DataMapper::split),
                split(node.get("test")),
                shape,
                node.path("scale").asDouble(1));
    }

    private static DataSet.Split split(JsonNode node) {
        return new DataSet.Split(file(node.get("inputs")), file(node.get("labels")));
    }

    private static DataFile file(JsonNode node) {
        return node.isObject()
                ? new DataFile.Stored(
                        node.get("name").asText(),
                        node.get("sha256").asText(),
                        node.get("bytes").asLong())
                : new DataFile.Bundled(node.asText());
    }
}

package dev.grader.cli.assignment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.client.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of an assignment, in the form in which the service takes them back. */
final class StoredSettings {
    private static final String POINTS = "points";
    private static final String RUBRIC = "rubric";
    private static final String FILE_TYPES = "fileTypes";
    private static final List<String> ALL = List.of(
            "title",
            "category",
            "kind",
            "partOf",
            "due",
            "closes",
            "checkpoint",
            POINTS,
            RUBRIC,
            FILE_TYPES,
            "teamSet",
            "attemptsPerDay",
            "attemptsTotal",
            "coolDownSeconds",
            "maximumUploadMegabytes",
            "revision");
    private static final Map<String, String> BY_FLAG = byFlag();

    private StoredSettings() {}

    /** Without what an assignment has besides its settings, and what is not set. */
    static ObjectNode of(JsonNode assignment) {
        ObjectNode settings = Json.MAPPER.createObjectNode();
        for (String name : ALL) {
            JsonNode value = assignment.path(name);
            if (!value.isMissingNode() && !value.isNull() && !(value.isArray() && value.isEmpty())) {
                settings.set(name, value);
            }
        }
        if (settings.has(RUBRIC)) {
            // they are the sum of its items
            settings.remove(POINTS);
        }
        return settings;
    }

    /**
     * Settings with others in the place of theirs.
     *
     * @param without flags of those to take away, such as {@code team-set}
     * @throws IllegalArgumentException when there is no such setting, or one is to be taken away and given
     */
    static ObjectNode changed(ObjectNode stored, ObjectNode wanted, List<String> without) {
        ObjectNode settings = stored.deepCopy();
        if (wanted.path("kind").asText("").equals("code")) {
            // a suite says them
            settings.remove(List.of(POINTS, RUBRIC, FILE_TYPES));
        }
        if (wanted.has(RUBRIC)) {
            settings.remove(POINTS);
        }
        for (String flag : without) {
            String name = BY_FLAG.get(flag);
            if (name == null) {
                throw new IllegalArgumentException("An assignment cannot be without '" + flag + "'; it can be without "
                        + String.join(", ", BY_FLAG.keySet()) + ".");
            }
            if (wanted.has(name)) {
                throw new IllegalArgumentException(
                        "An assignment cannot have " + flag + " and be without it; leave one out.");
            }
            settings.remove(name);
        }
        settings.setAll(wanted);
        return settings;
    }

    private static Map<String, String> byFlag() {
        Map<String, String> byFlag = new LinkedHashMap<>();
        byFlag.put("part-of", "partOf");
        byFlag.put("due", "due");
        byFlag.put("closes", "closes");
        byFlag.put("checkpoint", "checkpoint");
        byFlag.put("points", POINTS);
        byFlag.put("rubric", RUBRIC);
        byFlag.put("file-types", FILE_TYPES);
        byFlag.put("team-set", "teamSet");
        byFlag.put("attempts-per-day", "attemptsPerDay");
        byFlag.put("attempts-total", "attemptsTotal");
        byFlag.put("cool-down", "coolDownSeconds");
        byFlag.put("maximum-upload", "maximumUploadMegabytes");
        return byFlag;
    }
}

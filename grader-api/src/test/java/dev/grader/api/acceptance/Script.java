package dev.grader.api.acceptance;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A term of a course, from test-fixtures/courses.
 *
 * @param folder holds the script, what it imports, and the gradebook that must come out
 */
record Script(Path folder, String title, String preset, String slug, ZoneId zone, List<Step> steps) {
    /** Keeps every digit. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final Set<String> BESIDE = Set.of("at", "reason", "name");

    static Script read(String course) {
        Path folder = Path.of("..", "test-fixtures", "courses", course);
        try {
            JsonNode root = YAML.readTree(Files.readString(folder.resolve("term.yaml")));
            List<Step> steps = new ArrayList<>();
            root.required("steps").forEach(step -> steps.add(step(step)));
            return new Script(
                    folder,
                    root.required("title").asText(),
                    root.required("preset").asText(),
                    root.required("slug").asText(),
                    ZoneId.of(root.required("time_zone").asText()),
                    steps);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static Step step(JsonNode step) {
        List<String> actions = step.properties().stream()
                .map(Map.Entry::getKey)
                .filter(key -> !BESIDE.contains(key))
                .toList();
        if (actions.size() != 1) {
            throw new AssertionError("a step has one action: " + step);
        }
        String action = actions.getFirst();
        return new Step(
                LocalDateTime.parse(step.required("at").asText()),
                action,
                step.required(action),
                step.path("reason").asText(),
                step.path("name").asText());
    }

    /** When the clocks of the course show that. */
    Instant instant(LocalDateTime local) {
        return local.atZone(zone).toInstant();
    }

    /** What must come out. */
    Marks expected() {
        Marks marks = new Marks(new TreeMap<>());
        List<String> lines = lines("gradebook.csv");
        List<String> header = List.of(lines.getFirst().split(",", -1));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            for (int column = 1; column < cells.length; column++) {
                marks.put(cells[0], header.get(column), cells[column]);
            }
        }
        return marks;
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(folder.resolve(file));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}

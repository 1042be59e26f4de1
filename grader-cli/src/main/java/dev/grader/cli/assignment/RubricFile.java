package dev.grader.cli.assignment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.file.YamlFile;
import java.io.IOException;
import java.nio.file.Path;

/** A rubric in a YAML file: a list of items with id, title, points and description. */
final class RubricFile {
    private RubricFile() {}

    /**
     * The items, for the service to check.
     *
     * @throws IllegalArgumentException when the file has something else
     */
    static JsonNode read(Path file) throws IOException {
        JsonNode items = YamlFile.read(file);
        if (!items.isArray()) {
            throw new IllegalArgumentException(
                    file + " is no rubric; it is a list of items like: - {id: clarity, title: Clarity, points: 10}");
        }
        return items;
    }
}

package dev.grader.core.preset;

import dev.grader.core.suite.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A folder of YAML files on the class path, with an {@code index.txt} that names them in the order in which people see them,
 * without their ending.
 *
 * @param folder absolute, with a slash at its end
 * @param listing command that shows them, for who has asked for one that is not there
 */
public record PresetFiles(String folder, String listing) {
    /** All names. */
    public List<String> names() {
        return read("index.txt").lines().filter(line -> !line.isBlank()).toList();
    }

    /**
     * A preset as its author wrote it.
     *
     * @throws IllegalArgumentException when there is no preset of that name, with the nearest one
     */
    public String text(String name) {
        List<String> names = names();
        if (!names.contains(name)) {
            throw new IllegalArgumentException(Spelling.nearest(name, names)
                    .map(near -> "There is no preset '" + name + "'; did you mean '" + near + "'?")
                    .orElse("There is no preset '" + name + "'. See them with: " + listing));
        }
        return read(file(name));
    }

    /** What a preset is called in messages about its text. */
    public String file(String name) {
        return name + ".yaml";
    }

    private String read(String file) {
        String resource = folder + file;
        try (InputStream input = Objects.requireNonNull(PresetFiles.class.getResourceAsStream(resource), resource)) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}

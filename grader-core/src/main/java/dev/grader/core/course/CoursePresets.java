package dev.grader.core.course;

import dev.grader.core.suite.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The course presets that come with the product. */
public final class CoursePresets {
    private static final String FOLDER = "/course-presets/";

    private CoursePresets() {}

    /** All names. */
    public static List<String> names() {
        return read("index.txt").lines().filter(line -> !line.isBlank()).toList();
    }

    /**
     * A preset as its author wrote it.
     *
     * @throws IllegalArgumentException when there is no preset of that name
     */
    public static String text(String name) {
        List<String> names = names();
        if (!names.contains(name)) {
            throw new IllegalArgumentException(Spelling.nearest(name, names)
                    .map(near -> "There is no preset '" + name + "'; did you mean '" + near + "'?")
                    .orElse("There is no preset '" + name + "'. See them with: grader course presets"));
        }
        return read(name + ".yaml");
    }

    /**
     * A preset.
     *
     * @throws IllegalArgumentException when there is no preset of that name
     */
    public static CoursePreset preset(String name) {
        return CoursePresetParser.parse(name + ".yaml", text(name));
    }

    private static String read(String file) {
        String resource = FOLDER + file;
        try (InputStream input = Objects.requireNonNull(CoursePresets.class.getResourceAsStream(resource), resource)) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}

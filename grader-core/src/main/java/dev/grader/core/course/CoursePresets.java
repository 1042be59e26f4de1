package dev.grader.core.course;

import dev.grader.core.preset.PresetFiles;
import java.util.List;

/** The course presets that come with the product. */
public final class CoursePresets {
    private static final PresetFiles FILES = new PresetFiles("/course-presets/", "grader course presets");

    private CoursePresets() {}

    /** All names. */
    public static List<String> names() {
        return FILES.names();
    }

    /**
     * A preset as its author wrote it.
     *
     * @throws IllegalArgumentException when there is no preset of that name
     */
    public static String text(String name) {
        return FILES.text(name);
    }

    /**
     * A preset.
     *
     * @throws IllegalArgumentException when there is no preset of that name
     */
    public static CoursePreset preset(String name) {
        return CoursePresetParser.parse(FILES.file(name), FILES.text(name));
    }
}

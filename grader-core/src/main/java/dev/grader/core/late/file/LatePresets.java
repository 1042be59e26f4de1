package dev.grader.core.late.file;

import dev.grader.core.late.policy.Policy;
import dev.grader.core.preset.PresetFiles;
import java.util.List;

/** The policies that come with the product. */
public final class LatePresets {
    private static final PresetFiles FILES = new PresetFiles("/late-policies/", "grader late presets");

    private LatePresets() {}

    /** Of the four courses first, then of what other courses do. */
    public static List<String> names() {
        return FILES.names();
    }

    /**
     * A preset as its author wrote it, to begin a policy from.
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
    public static Policy policy(String name) {
        return PolicyParser.parse(FILES.file(name), FILES.text(name));
    }
}

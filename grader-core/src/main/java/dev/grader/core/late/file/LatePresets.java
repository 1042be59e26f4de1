package dev.grader.core.late.file;

import dev.grader.core.late.policy.Policy;
import dev.grader.core.suite.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The policies that come with the product. */
public final class LatePresets {
    private static final String FOLDER = "/late-policies/";

    private LatePresets() {}

    /** Of the four courses first, then of what other courses do. */
    public static List<String> names() {
        return read("index.txt").lines().filter(line -> !line.isBlank()).toList();
    }

    /**
     * A preset as its author wrote it, to begin a policy from.
     *
     * @throws IllegalArgumentException when there is no preset of that name
     */
    public static String text(String name) {
        List<String> names = names();
        if (!names.contains(name)) {
            throw new IllegalArgumentException(Spelling.nearest(name, names)
                    .map(near -> "There is no preset '" + name + "'; did you mean '" + near + "'?")
                    .orElse("There is no preset '" + name + "'. See them with: grader late presets"));
        }
        return read(name + ".yaml");
    }

    /**
     * A preset.
     *
     * @throws IllegalArgumentException when there is no preset of that name
     */
    public static Policy policy(String name) {
        return PolicyParser.parse(name + ".yaml", text(name));
    }

    private static String read(String file) {
        String resource = FOLDER + file;
        try (InputStream input = Objects.requireNonNull(LatePresets.class.getResourceAsStream(resource), resource)) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}

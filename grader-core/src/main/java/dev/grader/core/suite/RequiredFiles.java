package dev.grader.core.suite;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a suite says must be in a submission. An entry may name alternatives: {@code model.py|model.ipynb}. */
public final class RequiredFiles {
    private RequiredFiles() {}

    /** The entries that no path fulfils, as the suite writes them. */
    public static List<String> missing(List<String> required, Collection<String> paths) {
        return required.stream()
                .filter(entry -> Arrays.stream(entry.split("\\|")).noneMatch(paths::contains))
                .toList();
    }

    /**
     * The one folder around everything that archivers add when a folder is zipped instead of its content. Intake and grading
     * both ask here, so that both see the same files.
     *
     * @return such as {@code homework/}; empty where all that is required is there without taking anything away, and where
     *     files lie beside each other at the top
     */
    public static String wrappingFolder(List<String> required, Collection<String> paths) {
        if (!required.isEmpty() && missing(required, paths).isEmpty()) {
            return "";
        }
        List<String> tops = paths.stream()
                .map(path -> path.substring(0, path.indexOf('/') + 1))
                .distinct()
                .toList();
        return tops.size() == 1 ? tops.getFirst() : "";
    }

    /** The files of a submission by path, without {@link #wrappingFolder}. */
    public static Map<String, byte[]> unwrapped(List<String> required, Map<String, byte[]> files) {
        int prefix = wrappingFolder(required, files.keySet()).length();
        Map<String, byte[]> unwrapped = new LinkedHashMap<>();
        files.forEach((path, content) -> unwrapped.put(path.substring(prefix), content));
        return Collections.unmodifiableMap(unwrapped);
    }
}

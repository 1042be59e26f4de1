package dev.grader.core.suite;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** What a suite says must be in a submission. An entry may name alternatives: {@code model.py|model.ipynb}. */
public final class RequiredFiles {
    private RequiredFiles() {}

    /** The entries that no path fulfils, as the suite writes them. */
    public static List<String> missing(List<String> required, Collection<String> paths) {
        return required.stream()
                .filter(entry -> Arrays.stream(entry.split("\\|")).noneMatch(paths::contains))
                .toList();
    }
}

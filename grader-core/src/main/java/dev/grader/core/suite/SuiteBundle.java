package dev.grader.core.suite;

import java.util.Map;

/**
 * A suite with all files of its bundle.
 *
 * @param digest SHA-256 of the bundle
 * @param files path inside the bundle to content
 */
public record SuiteBundle(String digest, Suite suite, Map<String, byte[]> files) {
    public SuiteBundle {
        files = Map.copyOf(files);
    }
}

package dev.grader.harness.source;

/**
 * A forbidden name in a file.
 *
 * @param kind {@code import} or {@code call}
 * @param line from 1
 */
public record SourceFinding(String rule, String kind, String name, String file, int line) {}

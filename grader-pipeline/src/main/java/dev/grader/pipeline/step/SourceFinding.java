package dev.grader.pipeline.step;

/**
 * What the search of the syntax tree found.
 *
 * @param kind {@code import}, {@code call}, or {@code syntax} for a file that does not parse
 */
record SourceFinding(String rule, String kind, String name, String file, int line) {}

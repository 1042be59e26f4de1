package dev.grader.core.score;

/**
 * A metric of one model on one split.
 *
 * @param value finite
 * @param standardError of the value, for the split is a sample too; 0 where it is not known
 * @param examples rows of the split
 */
public record Measured(double value, double standardError, int examples) {}

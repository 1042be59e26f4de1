package dev.grader.api.rubric;

import java.time.Instant;
import java.util.UUID;

/**
 * A document that was handed in for graders to read.
 *
 * @param id of the submission
 */
public record Document(UUID id, int attempt, Instant submittedAt, String fileName) {}

package dev.grader.api.rubric;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a mark is for.
 *
 * @param submissionId the document that was read; null where there was none
 */
record Work(long studentId, @Nullable UUID submissionId) {}

package dev.grader.api.progress;

import dev.grader.api.submission.SubmissionState;
import java.util.UUID;

/**
 * How a submission stands.
 *
 * @param rows of progress so far
 */
record Standing(UUID submissionId, UUID jobId, SubmissionState state, int rows) {}

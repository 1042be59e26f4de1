package dev.grader.api.job;

import dev.grader.api.submission.Submission;
import java.util.UUID;

/** Queues grading work in the caller's transaction. */
public interface JobQueue {
    /**
     * Writes the job of a new submission and its outbox row, and supersedes the student's queued submissions for the
     * same assignment. Called in the transaction that inserts the submission.
     *
     * @return id of the job
     */
    UUID enqueueGrade(Submission submission);
}

package dev.grader.api.job;

import dev.grader.api.submission.Submission;
import java.util.UUID;

/** Queues grading work in the caller's transaction. */
public interface JobQueue {
    /**
     * Writes the job of a new submission and its outbox row. Called in the transaction that inserts the submission.
     *
     * @param replacesEarlier whether queued submissions of the same people for the same assignment are superseded
     * @return id of the job
     */
    UUID enqueueGrade(Submission submission, boolean replacesEarlier);
}

package dev.grader.api.lease;

import dev.grader.api.job.Priority;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that a worker could have.
 *
 * @param waiting by the database's clock, in seconds since it was accepted
 * @param courseTurn when a student of its course last got a worker; null for never
 * @param studentTurn when its student last got one in this course; null for never
 */
record Candidate(
        UUID jobId,
        Priority priority,
        double waiting,
        long courseId,
        @Nullable Instant courseTurn,
        @Nullable Instant studentTurn) {}

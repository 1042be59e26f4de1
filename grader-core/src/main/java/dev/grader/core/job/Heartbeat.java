package dev.grader.core.job;

import java.time.Instant;
import java.util.List;

/**
 * {@code POST /worker/v1/jobs/{jobId}/heartbeat} with the header {@code Lease-Token}. Extends the lease and brings
 * progress. 409 means that the token is stale: stop, kill the containers, send nothing more.
 *
 * @param progress since the last heartbeat that got through
 */
public record Heartbeat(List<Progress> progress) {
    public Heartbeat {
        progress = List.copyOf(progress);
    }

    /** The answer. */
    public record Extended(Instant expiresAt) {}
}

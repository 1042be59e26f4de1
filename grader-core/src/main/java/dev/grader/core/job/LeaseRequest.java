package dev.grader.core.job;

import dev.grader.core.suite.Capability;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A worker with a free slot asks for its next job. {@code POST /worker/v1/leases}; 200 with a {@link Lease}, 204 when
 * there is none.
 *
 * @param worker name of the worker, unique among those alive
 * @param machineKind what decides the last digits of results: capability, architecture and instruction set
 * @param images sandbox image name to its digest, as this worker has them
 * @param hint a job id from a message; the API is free to answer with another
 * @param protocolVersion of the lease protocol; see {@link Lease#PROTOCOL}
 */
public record LeaseRequest(
        String worker,
        Set<Capability> capabilities,
        String machineKind,
        Map<String, String> images,
        @Nullable UUID hint,
        int protocolVersion) {
    public LeaseRequest {
        capabilities = Set.copyOf(capabilities);
        images = Map.copyOf(images);
    }
}

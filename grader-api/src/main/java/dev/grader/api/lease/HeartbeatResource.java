package dev.grader.api.lease;

import dev.grader.api.person.Role;
import dev.grader.core.job.Heartbeat;
import dev.grader.core.job.Lease;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Workers say that they are still at it. */
@Path("/worker/v1/jobs/{id}/heartbeat")
@RolesAllowed(Role.Names.WORKER)
public class HeartbeatResource {
    private final Heartbeats heartbeats;

    HeartbeatResource(Heartbeats heartbeats) {
        this.heartbeats = heartbeats;
    }

    @POST
    @Operation(operationId = "heartbeat", summary = "Extend a lease and bring progress; 409 says stop")
    public Heartbeat.Extended heartbeat(
            @PathParam("id") UUID jobId,
            @HeaderParam(Lease.TOKEN_HEADER) @NotNull Long token,
            @NotNull Heartbeat heartbeat) {
        return heartbeats.beat(jobId, token, heartbeat);
    }
}

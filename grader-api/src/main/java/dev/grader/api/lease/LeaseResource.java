package dev.grader.api.lease;

import dev.grader.api.person.Role;
import dev.grader.core.job.Heartbeat;
import dev.grader.core.job.Lease;
import dev.grader.core.job.LeaseRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Workers ask for work, and say that they are still at it. */
@Path("/worker/v1")
@RolesAllowed(Role.Names.WORKER)
public class LeaseResource {
    private final LeaseDesk desk;
    private final Heartbeats heartbeats;

    LeaseResource(LeaseDesk desk, Heartbeats heartbeats) {
        this.desk = desk;
        this.heartbeats = heartbeats;
    }

    @POST
    @Path("/leases")
    @Operation(operationId = "lease", summary = "The next job for a worker with a free slot; 204 when there is none")
    public RestResponse<Lease> lease(@NotNull LeaseRequest request) {
        return desk.lease(request).map(RestResponse::ok).orElseGet(RestResponse::noContent);
    }

    @POST
    @Path("/jobs/{id}/heartbeat")
    @Operation(operationId = "heartbeat", summary = "Extend a lease and bring progress; 409 says stop")
    public Heartbeat.Extended heartbeat(
            @PathParam("id") UUID jobId,
            @HeaderParam(Lease.TOKEN_HEADER) @NotNull Long token,
            @NotNull Heartbeat heartbeat) {
        return heartbeats.beat(jobId, token, heartbeat);
    }
}

package dev.grader.api.lease;

import dev.grader.api.person.Role;
import dev.grader.core.job.Lease;
import dev.grader.core.job.LeaseRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Workers ask for work. */
@Path("/worker/v1/leases")
@RolesAllowed(Role.Names.WORKER)
public class LeaseResource {
    private final LeaseDesk desk;

    LeaseResource(LeaseDesk desk) {
        this.desk = desk;
    }

    @POST
    @Operation(operationId = "lease", summary = "The next job for a worker with a free slot; 204 when there is none")
    public RestResponse<Lease> lease(@NotNull LeaseRequest request) {
        return desk.lease(request).map(RestResponse::ok).orElseGet(RestResponse::noContent);
    }
}

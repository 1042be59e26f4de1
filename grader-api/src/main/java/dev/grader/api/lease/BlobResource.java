package dev.grader.api.lease;

import dev.grader.api.person.Role;
import dev.grader.core.job.Lease;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Blobs of a lease. */
@Path("/worker/v1/jobs/{id}/blobs/{digest}")
@RolesAllowed(Role.Names.WORKER)
public class BlobResource {
    private static final String SHA256 = "[0-9a-f]{64}";

    private final LeasedBlobs blobs;

    BlobResource(LeasedBlobs blobs) {
        this.blobs = blobs;
    }

    @GET
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(operationId = "getBlob", summary = "One of the blobs of a lease")
    public File get(
            @PathParam("id") UUID jobId,
            @HeaderParam(Lease.TOKEN_HEADER) @NotNull Long token,
            @PathParam("digest") @Pattern(regexp = SHA256) String digest) {
        return blobs.open(jobId, token, digest).toFile();
    }

    @PUT
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(operationId = "putBlob", summary = "The outputs of a calibration; the digest is verified")
    public void put(
            @PathParam("id") UUID jobId,
            @HeaderParam(Lease.TOKEN_HEADER) @NotNull Long token,
            @PathParam("digest") @Pattern(regexp = SHA256) String digest,
            InputStream bytes)
            throws IOException {
        blobs.store(jobId, token, digest, bytes);
    }
}

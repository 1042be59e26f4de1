package dev.grader.api.bulk;

import dev.grader.api.assignment.AssignmentAccess;
import dev.grader.api.assignment.AssignmentAccess.Found;
import dev.grader.api.person.Role;
import dev.grader.api.sql.Snapshots;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Everything that was handed in for an assignment. */
@Path("/api/v1/courses/{course}/assignments/{assignment}/submissions.zip")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class BulkResource {
    private static final String ZIP = "application/zip";

    private final AssignmentAccess access;
    private final BulkDownload download;
    private final Snapshots snapshots;

    BulkResource(AssignmentAccess access, BulkDownload download, Snapshots snapshots) {
        this.access = access;
        this.download = download;
        this.snapshots = snapshots;
    }

    @GET
    @Produces(ZIP)
    @Operation(
            operationId = "downloadSubmissions",
            summary = "The submissions that count, or all, in a folder for each student, with a list of them")
    public RestResponse<StreamingOutput> get(
            @PathParam("course") String course,
            @PathParam("assignment") String assignment,
            @QueryParam("all") boolean all) {
        // the list is made before the first byte is sent, in a transaction that is not open while a slow line takes it
        BulkArchive archive = QuarkusTransaction.requiringNew().call(() -> {
            snapshots.take();
            Found found = access.staff(course, assignment);
            return download.of(found.assignment(), all);
        });
        StreamingOutput output = archive::write;
        return RestResponse.ResponseBuilder.ok(output)
                .header(HttpHeaders.CONTENT_TYPE, ZIP)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + course + "-" + assignment + ".zip\"")
                .build();
    }
}

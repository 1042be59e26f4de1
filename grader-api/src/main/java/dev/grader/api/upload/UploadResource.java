package dev.grader.api.upload;

import dev.grader.api.person.Role;
import dev.grader.api.report.SubmissionView;
import dev.grader.api.report.SubmissionViews;
import dev.grader.api.security.CurrentCaller;
import dev.grader.api.submission.Submission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The second and third call of an upload: send the bytes, submit. */
@Path("/api/v1/uploads/{id}")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class UploadResource {
    private final Intake intake;
    private final UploadContents contents;
    private final Staging staging;
    private final SubmissionViews views;
    private final CurrentCaller caller;

    UploadResource(
            Intake intake, UploadContents contents, Staging staging, SubmissionViews views, CurrentCaller caller) {
        this.intake = intake;
        this.contents = contents;
        this.staging = staging;
        this.views = views;
        this.caller = caller;
    }

    /**
     * The student's agreement.
     *
     * @param acceptedQuote id of the quote
     * @param collaborators with whom the work was done, in the student's words; null for nobody
     */
    public record Agreement(
            @NotBlank String acceptedQuote,
            @Nullable @Size(max = 20) List<@NotBlank @Size(max = 200) String> collaborators) {}

    /** On a virtual thread: a slow line may take half an hour and must not keep a worker thread. */
    @PUT
    @Path("/content")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @RunOnVirtualThread
    @Operation(operationId = "sendUploadContent", summary = "Send the bytes of an announced zip")
    public UploadContents.Stored receive(@PathParam("id") UUID id, InputStream bytes) throws IOException {
        return contents.receive(id, caller.get().id(), bytes);
    }

    @POST
    @Path("/submit")
    @Operation(
            operationId = "submitUpload",
            summary = "Agree to the cost and submit. 409 LATE_COST_CHANGED brings a new quote; zip and time are kept")
    public RestResponse<SubmissionView> submit(@PathParam("id") UUID id, @Valid @NotNull Agreement agreement) {
        Submission submission = intake.submit(
                id,
                caller.get().id(),
                agreement.acceptedQuote(),
                Objects.requireNonNullElse(agreement.collaborators(), List.of()));
        staging.discard(id);
        return RestResponse.status(RestResponse.Status.ACCEPTED, views.visible(submission.id()));
    }
}

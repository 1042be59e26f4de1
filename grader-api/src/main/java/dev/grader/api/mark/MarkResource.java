package dev.grader.api.mark;

import dev.grader.api.mark.ManualGrading.MarkSheet;
import dev.grader.api.person.Role;
import dev.grader.api.security.CurrentCaller;
import dev.grader.api.submission.Submission;
import dev.grader.api.submission.SubmissionAccess;
import dev.grader.core.score.Mark;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Marks for the manual tests of a submission. For staff; students see released marks in their submission. */
@Path("/api/v1/submissions/{id}/marks")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class MarkResource {
    private final SubmissionAccess access;
    private final ManualGrading grading;
    private final CurrentCaller caller;

    MarkResource(SubmissionAccess access, ManualGrading grading, CurrentCaller caller) {
        this.access = access;
        this.grading = grading;
        this.caller = caller;
    }

    /**
     * A mark.
     *
     * @param comment for the student; null for none
     */
    public record MarkRequest(
            @NotNull @PositiveOrZero @DecimalMax("100000") @Digits(integer = 6, fraction = 4)
            BigDecimal points,

            @Nullable @Size(max = 4000) String comment) {}

    /**
     * A release.
     *
     * @param lastMark the test's newest mark as the caller saw it
     */
    public record ReleaseRequest(@NotNull @PositiveOrZero Long lastMark) {}

    @GET
    @Transactional
    @Operation(operationId = "getMarks", summary = "The rubric of a submission with its marks and their history")
    public MarkSheet get(@PathParam("id") UUID id) {
        return grading.sheet(access.staff(id));
    }

    @PUT
    @Path("/{test}/{item}")
    @Transactional
    @Operation(
            operationId = "putMark",
            summary = "Give points and a comment for an item; the student sees them once they are released")
    public MarkSheet put(
            @PathParam("id") UUID id,
            @PathParam("test") String test,
            @PathParam("item") String item,
            @Valid @NotNull MarkRequest request) {
        Submission submission = access.staff(id);
        Mark mark = new Mark(
                request.points(),
                Objects.requireNonNullElse(request.comment(), "").strip());
        grading.mark(submission, test, item, mark, caller.get().id());
        return grading.sheet(submission);
    }

    @POST
    @Path("/{test}/release")
    @Transactional
    @Operation(operationId = "releaseMarks", summary = "Show the marks of a test to the student, and make them count")
    public MarkSheet release(
            @PathParam("id") UUID id, @PathParam("test") String test, @Valid @NotNull ReleaseRequest request) {
        Submission submission = access.staff(id);
        grading.release(submission, test, request.lastMark(), caller.get().id());
        return grading.sheet(submission);
    }
}

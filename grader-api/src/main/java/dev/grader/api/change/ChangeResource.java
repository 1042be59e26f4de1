package dev.grader.api.change;

import dev.grader.api.change.ChangeView.Made;
import dev.grader.api.change.ChangeView.Outcome;
import dev.grader.api.course.CourseAccess;
import dev.grader.api.course.CourseAccess.Access;
import dev.grader.api.person.Role;
import dev.grader.api.sql.Snapshots;
import dev.grader.api.term.CourseDocuments;
import dev.grader.api.term.CourseDocuments.Kind;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Late policy, grading scheme, dates and decisions of a course: look, change, look back. */
@Path("/api/v1/courses/{course}")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class ChangeResource {
    private static final int LONGEST = 1000;

    private final CourseAccess courses;
    private final TermChanges changes;
    private final ChangeHistory history;
    private final CourseDocuments documents;
    private final Snapshots snapshots;

    ChangeResource(
            CourseAccess courses,
            TermChanges changes,
            ChangeHistory history,
            CourseDocuments documents,
            Snapshots snapshots) {
        this.courses = courses;
        this.changes = changes;
        this.history = history;
        this.documents = documents;
        this.snapshots = snapshots;
    }

    /** A file of the course, as its author wrote it. */
    public record DocumentView(String text) {}

    @GET
    @Path("/late-policy")
    @Transactional
    @Operation(operationId = "getLatePolicy", summary = "The late policy that holds")
    public DocumentView policy(@PathParam("course") String course) {
        return document(course, Kind.LATE_POLICY, "late policy");
    }

    @GET
    @Path("/grading-scheme")
    @Transactional
    @Operation(operationId = "getGradingScheme", summary = "The grading scheme that holds")
    public DocumentView scheme(@PathParam("course") String course) {
        return document(course, Kind.GRADING_SCHEME, "grading scheme");
    }

    @POST
    @Path("/changes/preview")
    @Operation(operationId = "previewChange", summary = "What a change would do to grades; changes nothing")
    public Outcome preview(@PathParam("course") String course, @Valid @NotNull ChangeRequest request) {
        return snapshots.tried(() -> changes.preview(allowed(course, request).course(), request));
    }

    @POST
    @Path("/changes")
    @Transactional
    @Operation(operationId = "makeChange", summary = "Change policy, scheme, dates or decisions; all or nothing")
    public Outcome make(@PathParam("course") String course, @Valid @NotNull ChangeRequest request) {
        Access access = allowed(course, request);
        return changes.make(access.course(), access.caller().id(), request);
    }

    @GET
    @Path("/changes")
    @Transactional
    @Operation(operationId = "listChanges", summary = "What was changed, by whom and why; newest first")
    public List<Made> list(
            @PathParam("course") String course,
            @QueryParam("before") @Nullable Long before,
            @QueryParam("limit") @DefaultValue("100") @Positive @Max(LONGEST) int limit) {
        long courseId = courses.staff(course).course().id();
        return history.before(courseId, Objects.requireNonNullElse(before, Long.MAX_VALUE), limit);
    }

    private Access allowed(String course, ChangeRequest request) {
        return request.course() == null ? courses.staff(course) : courses.instructor(course);
    }

    private DocumentView document(String course, Kind kind, String words) {
        return documents
                .text(courses.member(course).course().id(), kind)
                .map(DocumentView::new)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND, "The course has no " + words + " yet."));
    }
}

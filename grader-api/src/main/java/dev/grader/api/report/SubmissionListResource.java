package dev.grader.api.report;

import dev.grader.api.assignment.AssignmentAccess;
import dev.grader.api.assignment.AssignmentAccess.Found;
import dev.grader.api.person.Role;
import dev.grader.api.sql.Snapshot;
import dev.grader.api.submission.Submission;
import dev.grader.api.submission.SubmissionAccess;
import dev.grader.api.submission.Submissions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The submissions for an assignment. */
@Path("/api/v1/courses/{course}/assignments/{assignment}/submissions")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class SubmissionListResource {
    private final Submissions submissions;
    private final SubmissionViews views;
    private final SubmissionAccess access;
    private final AssignmentAccess assignments;

    SubmissionListResource(
            Submissions submissions, SubmissionViews views, SubmissionAccess access, AssignmentAccess assignments) {
        this.submissions = submissions;
        this.views = views;
        this.access = access;
        this.assignments = assignments;
    }

    @GET
    @Transactional
    @Snapshot
    @Operation(operationId = "listSubmissions", summary = "Your own submissions; everybody's, for staff")
    public List<SubmissionView> list(@PathParam("course") String course, @PathParam("assignment") String assignment) {
        Found found = assignments.member(course, assignment);
        boolean asStaff = found.access().isStaff();
        long id = found.assignment().id();
        List<Submission> visible = asStaff
                ? submissions.ofAssignment(id)
                : submissions.of(id, found.access().caller().id());
        return views.ofAll(
                found.assignment(),
                visible.stream()
                        .map(submission -> access.visible(submission, found.access()))
                        .toList(),
                asStaff);
    }
}

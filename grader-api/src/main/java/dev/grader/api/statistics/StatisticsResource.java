package dev.grader.api.statistics;

import dev.grader.api.assignment.AssignmentAccess;
import dev.grader.api.person.Role;
import dev.grader.api.sql.Snapshot;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Statistics of an assignment. */
@Path("/api/v1/courses/{course}/assignments/{assignment}/statistics")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class StatisticsResource {
    private final AssignmentAccess access;
    private final AssignmentStatistics statistics;

    StatisticsResource(AssignmentAccess access, AssignmentStatistics statistics) {
        this.access = access;
        this.statistics = statistics;
    }

    @GET
    @Transactional
    @Snapshot
    @Operation(
            operationId = "getStatistics",
            summary = "How points, tests, waiting times and late days of an assignment are distributed now")
    public StatisticsView get(@PathParam("course") String course, @PathParam("assignment") String assignment) {
        return statistics.of(access.staff(course, assignment).assignment());
    }
}

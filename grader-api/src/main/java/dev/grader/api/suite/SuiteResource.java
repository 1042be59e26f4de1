package dev.grader.api.suite;

import dev.grader.api.assignment.Assignments;
import dev.grader.api.course.CourseAccess;
import dev.grader.api.course.CourseAccess.Access;
import dev.grader.api.data.DataSets;
import dev.grader.api.person.Role;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Suites of an assignment: uploading one, and watching its proof. */
@Path("/api/v1/courses/{course}/assignments/{assignment}/suites")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class SuiteResource {
    private final CourseAccess access;
    private final Assignments assignments;
    private final BundleIntake intake;
    private final SuiteVersions versions;
    private final SuiteProofs proofs;
    private final DataSets data;

    SuiteResource(
            CourseAccess access,
            Assignments assignments,
            BundleIntake intake,
            SuiteVersions versions,
            SuiteProofs proofs,
            DataSets data) {
        this.access = access;
        this.assignments = assignments;
        this.intake = intake;
        this.versions = versions;
        this.proofs = proofs;
        this.data = data;
    }

    /** A suite version as its authors see it. */
    public record SuiteView(int version, String digest, SuiteState state, SuiteReport report, JobCount jobs) {}

    /** How many of the jobs of a proof have ended well. */
    public record JobCount(int done, int total) {}

    @POST
    @Consumes("application/zip")
    @Operation(
            operationId = "uploadSuite",
            summary = "Upload a suite, a zip with suite.yaml at its root; it is published once it has proved itself")
    public RestResponse<SuiteView> upload(
            @PathParam("course") String course, @PathParam("assignment") String slug, InputStream bundle)
            throws IOException {
        Place place = place(course, slug);
        BundleIntake.Received received = intake.receive(bundle, read -> data.require(place.courseId(), read));
        SuiteProofs.Begun begun = proofs.begin(
                place.assignmentId(), place.courseId(), place.personId(), received.digest(), received.suite());
        return RestResponse.status(
                begun.created() ? RestResponse.Status.ACCEPTED : RestResponse.Status.OK, view(begun.version()));
    }

    @GET
    @Path("/{version}")
    @Operation(operationId = "getSuite", summary = "One version of a suite, and how far its proof is")
    public SuiteView get(
            @PathParam("course") String course,
            @PathParam("assignment") String slug,
            @PathParam("version") int version) {
        return versions.byVersion(place(course, slug).assignmentId(), version)
                .map(this::view)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND, "There is no version " + version + "."));
    }

    private record Place(long courseId, long assignmentId, long personId) {}

    /** Looked up in a transaction of its own, so that none is open while a slow upload comes in. */
    private Place place(String course, String slug) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Access staff = access.staff(course);
            long courseId = staff.course().id();
            return assignments
                    .bySlug(courseId, slug)
                    .map(assignment ->
                            new Place(courseId, assignment.id(), staff.caller().id()))
                    .orElseThrow(
                            () -> new ProblemException(Problem.NOT_FOUND, "There is no assignment '" + slug + "'."));
        });
    }

    private SuiteView view(SuiteVersion version) {
        Proof proof = proofs.proof(version);
        return new SuiteView(
                version.version(),
                version.digest(),
                version.state(),
                versions.decidedReport(version.id()).orElseGet(proof::report),
                new JobCount(proof.done(), proof.total()));
    }
}

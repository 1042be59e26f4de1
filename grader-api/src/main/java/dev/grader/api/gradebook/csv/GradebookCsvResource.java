package dev.grader.api.gradebook.csv;

import dev.grader.api.course.CourseAccess;
import dev.grader.api.course.CourseAccess.Access;
import dev.grader.api.gradebook.csv.GradebookCsv.Wish;
import dev.grader.api.person.Role;
import dev.grader.api.sql.Snapshot;
import dev.grader.api.sql.Snapshots;
import dev.grader.core.gradebook.csv.CsvShape;
import dev.grader.core.gradebook.csv.ImportedGrades;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The gradebook as CSV. */
@Path("/api/v1/courses/{course}/gradebook.csv")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class GradebookCsvResource {
    private static final String CSV = "text/csv";
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final CourseAccess courses;
    private final GradebookCsv gradebook;
    private final Snapshots snapshots;

    GradebookCsvResource(CourseAccess courses, GradebookCsv gradebook, Snapshots snapshots) {
        this.courses = courses;
        this.gradebook = gradebook;
        this.snapshots = snapshots;
    }

    @GET
    @Produces(CSV)
    @Transactional
    @Snapshot
    @Operation(
            operationId = "exportGradebook",
            summary =
                    "Everybody's grades as they are now, in the shape plain, canvas or moodle; with a byte order mark,"
                            + " by which Excel knows UTF-8, where bom=true")
    public RestResponse<String> get(
            @PathParam("course") String course,
            @QueryParam("shape") @DefaultValue("plain") String shape,
            @QueryParam("bom") boolean bom) {
        Access access = courses.staff(course);
        String text = gradebook.written(access.course(), shape(shape));
        // not always: programs would take it for a part of the first name
        return RestResponse.ResponseBuilder.ok((bom ? BYTE_ORDER_MARK : "") + text)
                .header(HttpHeaders.CONTENT_TYPE, CSV + ";charset=UTF-8")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + access.course().slug() + "-" + shape.toLowerCase(Locale.ROOT)
                                + ".csv\"")
                .build();
    }

    @POST
    @Consumes(CSV)
    @Operation(
            operationId = "importGradebook",
            summary =
                    "Enter the grades of a CSV that differ from what holds, all of them or none; as a preview, only show"
                            + " them")
    public ImportView post(
            @PathParam("course") String course,
            @QueryParam("preview") @DefaultValue("true") boolean preview,
            @QueryParam("allowAbove") boolean allowAbove,
            @QueryParam("expected") @Nullable String expected,
            @QueryParam("reason") @Nullable @Size(max = 1000) String reason,
            InputStream file) {
        // in transactions of their own, so that none is open while the file comes in
        long courseId = QuarkusTransaction.requiringNew()
                .call(() -> courses.staff(course).course().id());
        ImportedGrades imported = gradebook.read(courseId, file);
        Wish wish = new Wish(
                preview,
                allowAbove,
                expected,
                Objects.requireNonNullElse(reason, "").strip());
        return QuarkusTransaction.requiringNew().call(() -> {
            if (preview) {
                // else it waits for the lock of the course first, and sees what others did meanwhile
                snapshots.take();
            }
            return gradebook.take(courses.staff(course), imported, wish);
        });
    }

    private static CsvShape shape(String name) {
        return Arrays.stream(CsvShape.values())
                .filter(shape -> shape.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        Problem.INVALID_REQUEST, "There is no shape '" + name + "'; take plain, canvas or moodle."));
    }
}

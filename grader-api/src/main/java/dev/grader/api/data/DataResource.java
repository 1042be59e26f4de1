package dev.grader.api.data;

import dev.grader.api.course.CourseAccess;
import dev.grader.api.data.DataSets.DataView;
import dev.grader.api.digest.Sha256;
import dev.grader.api.person.Role;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Data files of a course, uploaded once by its staff; students never see that they exist. */
@Path("/api/v1/courses/{course}/data")
@RolesAllowed({Role.Names.STUDENT, Role.Names.TA, Role.Names.INSTRUCTOR, Role.Names.ADMIN})
public class DataResource {
    private static final int LONGEST_NAME = 100;
    private static final String EMPTY = Sha256.of("");

    private final CourseAccess access;
    private final DataSets data;

    DataResource(CourseAccess access, DataSets data) {
        this.access = access;
        this.data = data;
    }

    /** On a virtual thread: gigabytes over a slow line must not keep a worker thread. */
    @PUT
    @Path("/{sha256}")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @RunOnVirtualThread
    @Operation(operationId = "uploadData", summary = "Upload a data file that suites of the course name by its digest")
    public DataView upload(
            @PathParam("course") String course,
            @PathParam("sha256") String sha256,
            @RestQuery @Nullable String name,
            InputStream bytes)
            throws IOException {
        CourseAccess.Access staff = staff(course);
        requireDigest(sha256);
        if (sha256.equals(EMPTY)) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST,
                    "This is the SHA-256 of an empty file; a data file has at least one byte.");
        }
        return data.store(staff.course().id(), staff.caller().id(), sha256, shownName(name, sha256), bytes);
    }

    @GET
    @Path("/{sha256}")
    @Operation(operationId = "getData", summary = "Whether the course has a data file")
    public DataView get(@PathParam("course") String course, @PathParam("sha256") String sha256) {
        long courseId = staff(course).course().id();
        requireDigest(sha256);
        return data.find(courseId, sha256)
                .orElseThrow(() -> new ProblemException(
                        Problem.NOT_FOUND, "The course '" + course + "' has no data file " + sha256 + "."));
    }

    @GET
    @Operation(operationId = "listData", summary = "The data files of a course")
    public List<DataView> list(@PathParam("course") String course) {
        return data.list(staff(course).course().id());
    }

    /** Looked up in a transaction of its own, so that none is open while gigabytes come in. */
    private CourseAccess.Access staff(String course) {
        return QuarkusTransaction.requiringNew().call(() -> access.staff(course));
    }

    /** The name for people; the digest where there is none. */
    static String shownName(@Nullable String name, String sha256) {
        if (name == null || name.isBlank()) {
            return sha256;
        }
        if (name.length() > LONGEST_NAME) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST, "The name has more than " + LONGEST_NAME + " characters; shorten it.");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST,
                    "The name has a line break or another control character in it; leave it out.");
        }
        return name;
    }

    private static void requireDigest(String sha256) {
        if (!Sha256.isDigest(sha256)) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST, "A data file is named by its SHA-256, 64 hexadecimal digits.");
        }
    }
}

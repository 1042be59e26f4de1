package dev.grader.api.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what is read of a request before it is parsed, whether its length was announced or not. Only files may be large:
 * the addresses that take them write them to the disk and count for themselves.
 */
@Provider
public class BodyLimit implements ContainerRequestFilter {
    /** Of what people send as JSON. */
    static final long PEOPLE_BYTES = 1 << 20;

    /** Above the cap on records, which gives the better message. */
    static final long WORKER_BYTES = 17 << 20;

    /** Of a gradebook as CSV, which is read row by row. */
    static final long TABLE_BYTES = 16 << 20;

    /** Of what staff send about everybody at once. */
    static final long LIST_BYTES = 16 << 20;

    private static final Set<String> LISTS = Set.of("rubric", "grades", "graders", "members");

    private static final Set<String> FILES = Set.of("octet-stream", "zip");

    @Override
    public void filter(ContainerRequestContext request) {
        if (isFile(request.getMediaType())) {
            return;
        }
        long limit = limit(request);
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            if (Long.parseLong(length) > limit) {
                throw LimitedStream.tooLong(limit);
            }
        } else if (request.getHeaderString("Transfer-Encoding") != null || request.hasEntity()) {
            request.setEntityStream(new LimitedStream(request.getEntityStream(), limit));
        }
    }

    private static long limit(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (path.contains("worker/v1/")) {
            return WORKER_BYTES;
        }
        if (isTable(request.getMediaType())) {
            return TABLE_BYTES;
        }
        return isList(path) ? LIST_BYTES : PEOPLE_BYTES;
    }

    /** All teams of a set are sent to the set's own address, which has any name. */
    private static boolean isList(String path) {
        int last = path.lastIndexOf('/');
        return LISTS.contains(path.substring(last + 1))
                || path.substring(0, Math.max(0, last)).endsWith("/teams");
    }

    static boolean isFile(@Nullable MediaType type) {
        return type != null && type.getType().equals("application") && FILES.contains(type.getSubtype());
    }

    private static boolean isTable(@Nullable MediaType type) {
        return type != null
                && type.getType().equals("text")
                && type.getSubtype().equals("csv");
    }
}

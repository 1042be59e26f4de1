package dev.grader.api.problem;

import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Map;

/**
 * Refuses the NUL character in all that people send as text: no text in the database can have it. Files may have it, and so
 * may what workers send, who store it as files.
 */
@Provider
@Priority(Priorities.USER + 100)
public class NulGuard implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getUriInfo().getPath().contains("worker/v1/")) {
            return;
        }
        requireNone(request.getUriInfo().getPathParameters(true));
        requireNone(request.getUriInfo().getQueryParameters(true));
        boolean hasBody = request.getHeaderString(HttpHeaders.CONTENT_LENGTH) != null
                || request.getHeaderString("Transfer-Encoding") != null
                || request.hasEntity();
        if (hasBody && !BodyLimit.isFile(request.getMediaType())) {
            request.setEntityStream(new NulStream(request.getEntityStream()));
        }
    }

    private static void requireNone(Map<String, List<String>> parameters) {
        parameters.forEach((name, values) -> {
            if (values.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
                throw new ProblemException(
                        Problem.INVALID_REQUEST, "'" + name + "' in the address has a NUL character; leave it out.");
            }
        });
    }
}

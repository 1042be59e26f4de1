package dev.grader.api.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.grader.core.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Makes the one shape that every error of the API has. */
@ApplicationScoped
public class ProblemDocuments {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** About as long as a database takes to start. */
    private static final int RETRY_SECONDS = 5;

    private final ObjectMapper json;

    ProblemDocuments(ObjectMapper json) {
        this.json = json;
    }

    /** A response with the problem's own status. */
    public Response respond(Problem problem, String detail, Map<String, Object> members) {
        return respond(problem, problem.status(), detail, members);
    }

    /**
     * A response whose status says more than the problem's own, such as 405.
     *
     * @param detail what happened and what to do
     * @param members extra members; they cannot replace those of the standard
     */
    public Response respond(Problem problem, int status, String detail, Map<String, Object> members) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "urn:grader:problem:" + problem.name().toLowerCase(Locale.ROOT));
        document.put("title", title(problem));
        document.put("status", status);
        document.put("detail", detail);
        document.put("code", problem.name());
        document.put("fault", problem.fault().name());
        members.forEach(document::putIfAbsent);
        Response.ResponseBuilder response =
                Response.status(status).type(MediaType.valueOf(MEDIA_TYPE)).entity(write(document));
        if (status == Response.Status.UNAUTHORIZED.getStatusCode()) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (status == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return response.build();
    }

    /** Written here, so that the answer does not depend on what the caller accepts. */
    private String write(Map<String, Object> document) {
        try {
            return json.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem document that cannot be written: " + document.keySet(), e);
        }
    }

    private static String title(Problem problem) {
        String words = problem.name().replace('_', ' ').toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}

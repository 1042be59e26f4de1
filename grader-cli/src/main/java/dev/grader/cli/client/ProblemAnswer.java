package dev.grader.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.grader.core.problem.Problem;
import java.util.Arrays;
import java.util.Optional;

/** The API refused a call and said why (RFC 9457). */
public final class ProblemAnswer extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final String detail;
    private final transient JsonNode document;

    private ProblemAnswer(int status, String code, String detail, JsonNode document) {
        super(detail);
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.document = document;
    }

    /** Reads an answer; one that is no problem document (a proxy's page, for instance) is a problem as well. */
    static ProblemAnswer of(int status, String body) {
        JsonNode document = parse(body);
        String detail = document.path("detail").asText(document.path("title").asText(""));
        return new ProblemAnswer(
                status,
                document.path("code").asText(""),
                detail.isEmpty() ? "The service answered with status " + status + " and no explanation." : detail,
                document);
    }

    private static JsonNode parse(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** What happened and what to do, for the person who caused it. */
    public String detail() {
        return detail;
    }

    /** The code as the server sent it; may be newer than this client. */
    public String code() {
        return code;
    }

    /** The code, if this client knows it. */
    public Optional<Problem> problem() {
        return Arrays.stream(Problem.values())
                .filter(problem -> problem.name().equals(code))
                .findFirst();
    }

    /** Whose fault it is, in words of the server. */
    public String fault() {
        return document.path("fault").asText("");
    }

    /** An extra member, such as a new quote. */
    public JsonNode member(String name) {
        return document.path(name);
    }
}

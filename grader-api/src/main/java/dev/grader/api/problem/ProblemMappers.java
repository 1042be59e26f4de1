package dev.grader.api.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.time.WrittenMoment;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What each exception tells the caller. Stack traces go to the log, under an id that the caller gets. */
@Singleton
public class ProblemMappers {
    private static final Logger LOGGER = Logger.getLogger(ProblemMappers.class);

    private final ProblemDocuments documents;

    ProblemMappers(ProblemDocuments documents) {
        this.documents = documents;
    }

    @ServerExceptionMapper
    Response problem(ProblemException exception) {
        Problem problem = exception.problem();
        if (problem == Problem.INTERNAL) {
            return unknown(exception);
        }
        LOGGER.debugf("%s: %s", problem, exception.getMessage());
        return documents.respond(problem, String.valueOf(exception.getMessage()), exception.members());
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException exception) {
        List<FieldError> errors = exception.getConstraintViolations().stream()
                .map(violation -> new FieldError(lastName(violation.getPropertyPath()), violation.getMessage()))
                .sorted()
                .toList();
        String detail = errors.stream().map(FieldError::toString).collect(Collectors.joining("; "));
        return documents.respond(Problem.INVALID_REQUEST, detail, Map.of("errors", errors));
    }

    /** JSON of the wrong shape. */
    @ServerExceptionMapper
    Response mismatched(MismatchedInputException exception) {
        return documents.respond(Problem.INVALID_REQUEST, describe(exception), Map.of());
    }

    @ServerExceptionMapper(AuthenticationFailedException.class)
    Response badToken() {
        return documents.respond(
                Problem.NOT_LOGGED_IN,
                "This token is not known. Ask for a new one, and send it as 'Authorization: Bearer grd_…'.",
                Map.of());
    }

    @ServerExceptionMapper(UnauthorizedException.class)
    Response noToken() {
        return documents.respond(Problem.NOT_LOGGED_IN, "Send a token as 'Authorization: Bearer grd_…'.", Map.of());
    }

    @ServerExceptionMapper(ForbiddenException.class)
    Response wrongRole() {
        return documents.respond(Problem.NOT_ALLOWED, "Your role does not allow this.", Map.of());
    }

    /** What the framework refuses by itself: unknown paths, wrong methods, media types, malformed JSON. */
    @ServerExceptionMapper
    Response web(WebApplicationException exception) {
        int status = exception.getResponse().getStatus();
        if (status < 400) {
            return exception.getResponse();
        }
        if (status >= 500) {
            return unknown(exception);
        }
        if (exception.getCause() instanceof JacksonException json) {
            return documents.respond(Problem.INVALID_REQUEST, describe(json), Map.of());
        }
        return switch (status) {
            case 401 -> noToken();
            case 403 -> wrongRole();
            case 404 -> documents.respond(Problem.NOT_FOUND, "There is no such thing here.", Map.of());
            case 405 ->
                documents.respond(Problem.INVALID_REQUEST, status, "This address does not have that method.", Map.of());
            case 413 -> documents.respond(Problem.UPLOAD_TOO_LARGE, "The request is too large.", Map.of());
            case 415 ->
                documents.respond(
                        Problem.INVALID_REQUEST,
                        status,
                        "This address does not take that Content-Type; see /q/openapi.",
                        Map.of());
            default ->
                documents.respond(
                        Problem.INVALID_REQUEST, status, "The request cannot be understood; see /q/openapi.", Map.of());
        };
    }

    @ServerExceptionMapper
    Response unknown(Throwable exception) {
        if (DatabaseOutage.isBehind(exception)) {
            LOGGER.warnf("no database: %s", exception);
            return documents.respond(
                    Problem.UNAVAILABLE,
                    "The grading service cannot reach its database at the moment. Try again in some seconds; "
                            + "all that was confirmed to you is kept.",
                    Map.of());
        }
        String traceId = UUID.randomUUID().toString();
        LOGGER.errorf(exception, "INTERNAL, trace id %s", traceId);
        return documents.respond(
                Problem.INTERNAL,
                "Something is wrong on our side. Nothing was counted; try again, or tell the staff this id: " + traceId,
                Map.of("traceId", traceId));
    }

    /** Where the JSON is wrong, without Java's names in it. */
    private static String describe(JacksonException exception) {
        String where = exception.getLocation() == null
                ? ""
                : " at line " + exception.getLocation().getLineNr() + ", column "
                        + exception.getLocation().getColumnNr();
        String member = "";
        if (exception instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            member = mapping.getPath().stream()
                    .map(reference -> reference.getFieldName() == null
                            ? "[" + reference.getIndex() + "]"
                            : reference.getFieldName())
                    .collect(Collectors.joining("."));
        }
        if (exception instanceof ValueInstantiationException made
                && made.getType().isTypeOrSubTypeOf(WrittenMoment.class)
                && made.getCause() != null) {
            return "'" + member + "': " + made.getCause().getMessage() + ".";
        }
        if (exception instanceof ValueInstantiationException refused
                && refused.getCause() instanceof IllegalArgumentException reason) {
            return "'" + member + "': " + reason.getMessage() + where + ".";
        }
        return member.isEmpty()
                ? "The body is not the JSON that is expected" + where + "."
                : "Member '" + member + "' is unknown or has a wrong value" + where + ".";
    }

    private static String lastName(Path path) {
        String last = "";
        for (Path.Node node : path) {
            if (node.getName() != null) {
                last = node.getName();
            }
        }
        return last;
    }

    private record FieldError(String field, String message) implements Comparable<FieldError> {
        @Override
        public int compareTo(FieldError other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return field + " " + message;
        }
    }
}

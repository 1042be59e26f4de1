package dev.grader.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Calls of the API. Every answer that is no success becomes a {@link ProblemAnswer}; no answer at all, or that the
 * service is away for the moment, becomes an {@link UnreachableException}.
 */
public final class ApiClient {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final Set<Integer> AWAY = Set.of(502, 503, 504);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    /** The server keeps the time of an announced upload for half an hour. */
    private static final Duration UPLOAD_LIMIT = Duration.ofMinutes(30);

    /** Bytes per second; a large file may take longer by as much as this line needs. */
    private static final long SLOWEST_LINE = 1_000_000;

    private final HttpClient http;
    private final URI base;
    private final Optional<String> token;

    public ApiClient(HttpClient http, URI base, Optional<String> token) {
        this.http = http;
        this.base = base;
        this.token = token;
    }

    /** A name as a part of a path, whatever somebody typed: the server then says that there is no such thing. */
    public static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The same server for somebody else. */
    public ApiClient as(String otherToken) {
        return new ApiClient(http, base, Optional.of(otherToken));
    }

    public URI base() {
        return base;
    }

    public <T> T get(String path, Class<T> type) throws IOException, InterruptedException {
        return convert(read(send(request(path).GET().timeout(ANSWER_LIMIT))), type);
    }

    public <T> List<T> getList(String path, Class<T> type) throws IOException, InterruptedException {
        List<T> list = new ArrayList<>();
        for (JsonNode element : read(send(request(path).GET().timeout(ANSWER_LIMIT)))) {
            list.add(convert(element, type));
        }
        return list;
    }

    /** An answer that is text of its own kind, such as {@code text/csv}. */
    public String text(String path, String mediaType) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).GET().timeout(ANSWER_LIMIT);
        request.setHeader("Accept", mediaType + ", " + PROBLEM);
        HttpResponse<String> response = send(request);
        if (!isSuccess(response.statusCode())) {
            throw refusal(response.statusCode(), response.body());
        }
        return response.body();
    }

    /**
     * Writes an answer to a file, which is there only once all of it has come.
     *
     * @return its size in bytes
     */
    public long download(String path, String mediaType, Path target) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).GET();
        request.setHeader("Accept", mediaType + ", " + PROBLEM);
        HttpResponse<InputStream> response = exchange(request.build(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (!isSuccess(response.statusCode())) {
                throw refusal(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
            Path part = target.resolveSibling(target.getFileName() + ".part");
            try {
                long size = Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
                return size;
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }

    public <T> T post(String path, Object body, Class<T> type) throws IOException, InterruptedException {
        return send("POST", path, JSON, json(body), ANSWER_LIMIT, type);
    }

    public <T> T put(String path, Object body, Class<T> type) throws IOException, InterruptedException {
        return send("PUT", path, JSON, json(body), ANSWER_LIMIT, type);
    }

    /** Sends a file as the body. */
    public <T> T sendFile(String method, String path, String mediaType, Path file, Class<T> type)
            throws IOException, InterruptedException {
        Duration limit = UPLOAD_LIMIT.plusSeconds(Files.size(file) / SLOWEST_LINE);
        return send(method, path, mediaType, BodyPublishers.ofFile(file), limit, type);
    }

    private <T> T send(String method, String path, String mediaType, BodyPublisher body, Duration limit, Class<T> type)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .method(method, body)
                .header("Content-Type", mediaType)
                .timeout(limit);
        return convert(read(send(request)), type);
    }

    /**
     * Follows a stream of server-sent events.
     *
     * @param lastEventId of the last event that was seen; empty for all of them
     */
    public EventStream events(String path, String lastEventId) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).GET();
        request.setHeader("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        var response = exchange(request.build(), BodyHandlers.ofLines());
        if (!isSuccess(response.statusCode())) {
            throw refusal(
                    response.statusCode(), String.join("\n", response.body().toList()));
        }
        return new EventStream(response.body());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).header("Accept", JSON + ", " + PROBLEM);
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return exchange(request.build(), BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        try {
            return http.send(request, handler);
        } catch (ConnectException e) {
            throw new UnreachableException("No grading service answers at " + base + ".", e);
        } catch (IOException e) {
            throw new UnreachableException(
                    "The connection to the grading service at " + base + " broke: " + e.getMessage(), e);
        }
    }

    private static JsonNode read(HttpResponse<String> response) throws IOException {
        if (!isSuccess(response.statusCode())) {
            throw refusal(response.statusCode(), response.body());
        }
        try {
            return response.body().isEmpty() ? NullNode.getInstance() : Json.MAPPER.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw notUnderstood(e);
        }
    }

    /** A service, or the proxy before it, that says it is away for the moment is as good as one that does not answer. */
    private static RuntimeException refusal(int status, String body) throws UnreachableException {
        ProblemAnswer answer = ProblemAnswer.of(status, body);
        if (AWAY.contains(status)) {
            throw new UnreachableException(answer.detail(), answer);
        }
        return answer;
    }

    private static <T> T convert(JsonNode answer, Class<T> type) throws IOException {
        try {
            return Json.MAPPER.treeToValue(answer, type);
        } catch (JsonProcessingException e) {
            throw notUnderstood(e);
        }
    }

    private static UnreachableException notUnderstood(JsonProcessingException cause) {
        return new UnreachableException(
                "The answer of the service is not one that this version understands: " + cause.getOriginalMessage(),
                cause);
    }

    private static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    private static BodyPublisher json(Object body) throws JsonProcessingException {
        return BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body));
    }
}

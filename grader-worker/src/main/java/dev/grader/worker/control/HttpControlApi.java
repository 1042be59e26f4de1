package dev.grader.worker.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.grader.core.job.FaultReport;
import dev.grader.core.job.Heartbeat;
import dev.grader.core.job.Lease;
import dev.grader.core.job.LeaseRequest;
import dev.grader.core.problem.Problem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The API over HTTP. An answer is sorted by what to do about it: 409 (but for a wrong record version) and 404 (but for a
 * blob) mean that the job is no longer ours; 401, 403, 408, 429 and 5xx may be mended while we wait; any other refusal stays one.
 */
public final class HttpControlApi implements ControlApi, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration CALL = Duration.ofSeconds(20);
    /** For the largest suites over a slow line. */
    private static final Duration TRANSFER = Duration.ofMinutes(10);

    /** Without a byte, after which the peer counts as gone. */
    private static final Duration STALL = Duration.ofSeconds(60);
    /** Bytes per second: large data may take longer by as much as this line needs. */
    private static final long SLOWEST_LINE = 1_000_000;

    private static final int ERROR_BYTES = 65_536;

    private final URI base;
    private final String token;
    private final HttpClient client;
    private final ObjectMapper json;

    /**
     * Nothing is called yet.
     *
     * @param base of the API, such as {@code http://localhost:8080}
     * @param token of a person with the role worker
     */
    public HttpControlApi(URI base, String token) {
        this.base = base;
        this.token = token;
        this.client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.json = WireJson.mapper();
    }

    @Override
    public Optional<Lease> lease(LeaseRequest request)
            throws ApiUnavailableException, ApiRefusedException, InterruptedException {
        try {
            HttpResponse<InputStream> response = send(request("/worker/v1/leases")
                    .timeout(CALL)
                    .header("Content-Type", "application/json")
                    .POST(body(request)));
            try (InputStream content = response.body()) {
                return response.statusCode() == 204
                        ? Optional.empty()
                        : Optional.of(json.readValue(content, Lease.class));
            } catch (IOException exception) {
                throw new ApiUnavailableException(
                        "the API's lease cannot be read: " + exception.getMessage(), exception);
            }
        } catch (StaleLeaseException exception) {
            throw new ApiUnavailableException("the API refuses to lend a job: " + exception.getMessage(), exception);
        }
    }

    @Override
    public void heartbeat(LeaseKey key, Heartbeat heartbeat)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, InterruptedException {
        post(key, "heartbeat", body(heartbeat));
    }

    @Override
    public void report(LeaseKey key, ReportKind kind, byte[] record)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, InterruptedException {
        post(key, kind.wireName(), BodyPublishers.ofByteArray(record));
    }

    @Override
    public void fault(LeaseKey key, FaultReport fault)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, InterruptedException {
        post(key, "fault", body(fault));
    }

    @Override
    public void fetch(LeaseKey key, String digest, Path target)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, DiskException,
                    InterruptedException {
        HttpResponse<InputStream> response =
                send(leased(key, "blobs/" + digest).timeout(TRANSFER).GET());
        long bytes = response.headers().firstValueAsLong("Content-Length").orElse(0);
        Duration total = TRANSFER.plusSeconds(bytes / SLOWEST_LINE);
        try (InputStream content = response.body();
                OutputStream file = Files.newOutputStream(target)) {
            long copied = new TransferGuard(STALL, total).copy(content, file);
            if (bytes > 0 && copied != bytes) {
                throw new IOException(copied + " of " + bytes + " bytes came");
            }
        } catch (DiskException exception) {
            throw exception;
        } catch (FileSystemException exception) {
            throw new DiskException(exception);
        } catch (IOException exception) {
            throw new ApiUnavailableException("blob " + digest + " broke off: " + exception.getMessage(), exception);
        }
    }

    @Override
    public void upload(LeaseKey key, String digest, Path content)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, InterruptedException {
        try {
            discard(send(leased(key, "blobs/" + digest)
                    .timeout(TRANSFER)
                    .header("Content-Type", "application/octet-stream")
                    .PUT(BodyPublishers.ofFile(content))));
        } catch (FileNotFoundException exception) {
            throw new IllegalStateException("the blob to send is gone: " + content, exception);
        }
    }

    private void post(LeaseKey key, String what, BodyPublisher body)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, InterruptedException {
        discard(send(leased(key, what)
                .timeout(CALL)
                .header("Content-Type", "application/json")
                .POST(body)));
    }

    private HttpRequest.Builder leased(LeaseKey key, String what) {
        return request("/worker/v1/jobs/" + key.jobId() + "/" + what)
                .header(Lease.TOKEN_HEADER, Long.toString(key.token()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder builder)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<InputStream> response;
        try {
            response = client.send(request, BodyHandlers.ofInputStream());
        } catch (IOException exception) {
            throw new ApiUnavailableException("the API does not answer " + request.uri() + ": " + exception, exception);
        }
        int status = response.statusCode();
        if (status / 100 == 2) {
            return response;
        }
        String text = text(response);
        String message = request.method() + " " + request.uri().getPath() + " was answered " + status + ": " + text;
        if (status == 404 && !isBlob(request) && code(text).isEmpty()) {
            // Not the API's own words: something before it answers while it is away.
            throw new ApiUnavailableException(message);
        }
        if ((status == 409 && !code(text).equals(Problem.RECORD_VERSION.name()))
                || (status == 404 && !isBlob(request))) {
            throw new StaleLeaseException(message);
        }
        if (status == 401 || status == 403 || status == 408 || status == 429 || status >= 500) {
            throw new ApiUnavailableException(message);
        }
        throw new ApiRefusedException(message);
    }

    /** A blob that is not there is a fault worth telling; a job that is not there is nobody's any more. */
    private static boolean isBlob(HttpRequest request) {
        return request.uri().getPath().contains("/blobs/");
    }

    private static String text(HttpResponse<InputStream> response) {
        try (InputStream content = response.body()) {
            return new String(content.readNBytes(ERROR_BYTES), StandardCharsets.UTF_8);
        } catch (IOException exception) {
            return "(no body: " + exception.getMessage() + ")";
        }
    }

    private String code(String problem) {
        try {
            JsonNode document = json.readTree(problem);
            return document.path("code").asText();
        } catch (JsonProcessingException exception) {
            return "";
        }
    }

    private static void discard(HttpResponse<InputStream> response) throws ApiUnavailableException {
        try (InputStream content = response.body()) {
            content.skip(ERROR_BYTES);
        } catch (IOException exception) {
            throw new ApiUnavailableException("the API's answer broke off: " + exception.getMessage(), exception);
        }
    }

    private BodyPublisher body(Object message) {
        try {
            return BodyPublishers.ofByteArray(json.writeValueAsBytes(message));
        } catch (JsonProcessingException exception) {
            throw new IllegalStateException("a message cannot be written", exception);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

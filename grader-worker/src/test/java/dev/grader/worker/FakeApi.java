package dev.grader.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.grader.core.job.FaultReport;
import dev.grader.core.job.Heartbeat;
import dev.grader.core.job.Lease;
import dev.grader.core.job.LeaseRequest;
import dev.grader.core.job.Progress;
import dev.grader.worker.control.WireJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The API's side of the worker's calls, by hand. */
public final class FakeApi implements AutoCloseable {
    public static final String TOKEN = "grd_worker";

    public final Queue<Lease> leases = new ConcurrentLinkedQueue<>();
    public final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    public final List<LeaseRequest> requests = new CopyOnWriteArrayList<>();
    public final List<Progress> progress = new CopyOnWriteArrayList<>();
    public final List<FaultReport> faults = new CopyOnWriteArrayList<>();
    /** Method and path of everything that was answered 2xx, but for leases and heartbeats. */
    public final List<String> taken = new CopyOnWriteArrayList<>();
    /** Bodies of records that were taken. */
    public final List<String> records = new CopyOnWriteArrayList<>();

    public final AtomicInteger heartbeats = new AtomicInteger();
    public final AtomicInteger failures = new AtomicInteger();
    public volatile boolean down;
    public volatile boolean stale;
    public volatile boolean refusing;

    private final ObjectMapper json = WireJson.mapper();
    private final HttpServer server;

    public FakeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            if (down) {
                failures.incrementAndGet();
                answer(exchange, 503, "{}");
            } else if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, 401, "{\"code\":\"NOT_LOGGED_IN\"}");
            } else if (path.equals("/worker/v1/leases")) {
                lease(exchange, body);
            } else if (exchange.getRequestHeaders().getFirst(Lease.TOKEN_HEADER) == null) {
                answer(exchange, 400, "{\"code\":\"INVALID_REQUEST\"}");
            } else if (stale) {
                answer(exchange, 409, "{\"code\":\"LEASE_STALE\"}");
            } else if (refusing) {
                answer(exchange, 409, "{\"code\":\"RECORD_VERSION\"}");
            } else {
                leased(exchange, path.substring(path.indexOf('/', "/worker/v1/jobs/".length()) + 1), body);
            }
        }
    }

    private void lease(HttpExchange exchange, byte[] body) throws IOException {
        requests.add(json.readValue(body, LeaseRequest.class));
        Lease lease = leases.poll();
        if (lease == null) {
            answer(exchange, 204, "");
        } else {
            answer(exchange, 200, json.writeValueAsString(lease));
        }
    }

    private void leased(HttpExchange exchange, String what, byte[] body) throws IOException {
        String call = exchange.getRequestMethod() + " " + what;
        if (what.equals("heartbeat")) {
            progress.addAll(json.readValue(body, Heartbeat.class).progress());
            heartbeats.incrementAndGet();
            answer(exchange, 200, json.writeValueAsString(new Heartbeat.Extended(Instant.EPOCH)));
        } else if (call.startsWith("GET blobs/")) {
            byte[] blob = blobs.get(what.substring("blobs/".length()));
            exchange.sendResponseHeaders(blob == null ? 404 : 200, blob == null ? -1 : blob.length);
            if (blob != null) {
                taken.add(call);
                exchange.getResponseBody().write(blob);
            }
        } else {
            // tests wait for what is added last, and then look at the other
            taken.add(call);
            if (what.equals("fault")) {
                faults.add(json.readValue(body, FaultReport.class));
            } else if (!what.startsWith("blobs/")) {
                records.add(new String(body, StandardCharsets.UTF_8));
            }
            answer(exchange, 204, "");
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, status == 204 ? -1 : body.length);
        if (status != 204) {
            exchange.getResponseBody().write(body);
        }
    }

    public List<String> takenReports() {
        List<String> reports = new ArrayList<>(taken);
        reports.removeIf(call -> call.startsWith("GET"));
        return reports;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

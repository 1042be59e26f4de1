package dev.grader.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An HTTP server that answers as it was told to, in order for each call, and remembers what it was asked. */
public final class FakeApi implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();

    public FakeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private record Answer(int status, String type, String body) {}

    /** A call that came in. */
    public record Call(String what, String body, String authorization, String lastEventId) {}

    /** The next answer to a call such as {@code GET /api/v1/me}; the last one is repeated. */
    public FakeApi answer(String call, int status, String body) {
        return answer(call, status, status < 400 ? "application/json" : "application/problem+json", body);
    }

    /** An answer of another type. */
    public FakeApi answer(String call, int status, String type, String body) {
        answers.computeIfAbsent(call, key -> new ArrayDeque<>()).add(new Answer(status, type, body));
        return this;
    }

    /** An answer in the place of all that were planned for the call. */
    public synchronized FakeApi instead(String call, int status, String body) {
        answers.remove(call);
        return answer(call, status, body);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(new Call(what, body, header(exchange, "Authorization"), header(exchange, "Last-Event-ID")));
        Deque<Answer> planned = answers.getOrDefault(what, new ArrayDeque<>());
        Answer answer = planned.size() > 1 ? planned.remove() : planned.peek();
        if (answer == null) {
            answer = new Answer(
                    404, "application/problem+json", "{\"detail\":\"no " + what + "\",\"code\":\"NOT_FOUND\"}");
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

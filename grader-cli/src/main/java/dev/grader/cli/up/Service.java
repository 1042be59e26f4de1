package dev.grader.cli.up;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.ProblemAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The whole service on one machine, as processes: database, broker, API, one worker. They are started in this order, each
 * when the one before is ready, watched, and ended in the reverse order.
 */
public final class Service implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofMinutes(2);
    /** A worker that drains may have to end a step first. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private static final String WORKER_LOGIN = "worker-local";
    private static final int TOKEN_BYTES = 32;

    private final ServiceSettings settings;
    private final Consumer<String> talk;
    private final DataFolder folder;
    private final ProcessList processes;
    private final Launcher launcher;
    private final Readiness readiness;
    private final HttpClient http;
    private final Deque<Child> running = new ArrayDeque<>();
    private final String adminToken;
    private final int apiPort;
    private final int workerPort;
    private final Child database;
    private final Child broker;
    private final Child api;
    private final Child worker;
    private @Nullable String workerToken;

    /**
     * Takes the data folder; starts nothing yet.
     *
     * @param fresh whether to empty the folder first
     * @param talk gets lines for people, such as which part ended
     * @throws IOException if another service uses the folder
     */
    public Service(ServiceSettings settings, boolean fresh, Consumer<String> talk) throws IOException {
        this.settings = settings;
        this.talk = talk;
        this.folder = DataFolder.open(settings.data());
        this.processes = new ProcessList(folder.root().resolve("processes"));
        processes.endLeftOvers();
        if (fresh) {
            folder.empty();
        }
        this.launcher = new Launcher(Path.of(System.getProperty("java.home"), "bin", "java"), settings.overrides());
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        this.readiness = new Readiness(http);
        this.adminToken = kept("admin", Optional.ofNullable(settings.overrides().get("GRADER_ADMIN_TOKEN")));
        this.apiPort = Ports.from(settings.host(), settings.port());
        this.workerPort = Ports.any();
        this.database = standalone("database");
        this.broker = standalone("broker");
        this.api = child("api", this::launchApi);
        this.worker = child("worker", this::launchWorker);
    }

    private String kept(String name, Optional<String> given) throws IOException {
        Optional<String> secret = given.or(() -> Optional.empty());
        if (secret.isEmpty()) {
            secret = folder.secret(name);
        }
        if (secret.isEmpty()) {
            byte[] bytes = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(bytes);
            secret = Optional.of(HexFormat.of().formatHex(bytes));
        }
        folder.keepSecret(name, secret.get());
        return secret.get();
    }

    private Child standalone(String part) {
        Path jar = settings.home().resolve("grader-standalone/target/grader-standalone.jar");
        return child(
                part,
                () -> launcher.startReady(
                        jar, "256m", List.of(folder.root().resolve("standalone").toString(), part), folder.log(part)));
    }

    private Child child(String name, java.util.concurrent.Callable<Process> launch) {
        return new Child(name, folder.log(name), launch, processes::add, talk);
    }

    /** Starts all parts and returns when the worker is ready to take jobs. */
    public void start() throws IOException, InterruptedException {
        try {
            if (settings.databaseUrl().isEmpty()) {
                start(database);
            }
            if (settings.brokerUrl().isEmpty()) {
                start(broker);
            }
            start(api);
            readiness.await(api, apiUrl(), READY_LIMIT);
            workerToken = workerToken();
            start(worker);
            readiness.await(worker, URI.create("http://127.0.0.1:" + workerPort), READY_LIMIT);
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void start(Child child) throws IOException {
        synchronized (running) {
            running.push(child);
        }
        child.start();
    }

    private Process launchApi() throws IOException {
        return launcher.start(
                settings.home().resolve("grader-api/target/quarkus-app/quarkus-run.jar"),
                "512m",
                List.of(),
                Map.of(
                        "GRADER_DATABASE_URL", url("database", settings.databaseUrl()),
                        "GRADER_BROKER_URL", url("broker", settings.brokerUrl()),
                        "GRADER_DATA", folder.root().toString(),
                        "GRADER_HTTP_PORT", Integer.toString(apiPort),
                        "QUARKUS_HTTP_HOST", settings.host(),
                        "GRADER_ADMIN_TOKEN", adminToken),
                folder.log("api"));
    }

    private Process launchWorker() throws IOException {
        if (workerToken == null) {
            throw new IllegalStateException("the worker has no token yet");
        }
        return launcher.start(
                settings.home().resolve("grader-worker/target/quarkus-app/quarkus-run.jar"),
                "1g",
                List.of(),
                Map.of(
                        "GRADER_API_URL", apiUrl().toString(),
                        "GRADER_BROKER_URL", url("broker", settings.brokerUrl()),
                        "GRADER_DATA", folder.root().toString(),
                        "GRADER_WORKER_TOKEN", workerToken,
                        "GRADER_WORKER_NAME", workerName(),
                        "GRADER_WORKER_SLOTS", Integer.toString(settings.slots()),
                        "GRADER_WORKER_HTTP_PORT", Integer.toString(workerPort),
                        "QUARKUS_HTTP_HOST", "127.0.0.1"),
                folder.log("worker"));
    }

    /**
     * The same for the same data folder: a worker removes the containers that an earlier one of its name left behind, and those
     * of another service on this machine are not its own.
     */
    private String workerName() {
        return WORKER_LOGIN + "-" + Integer.toHexString(folder.root().toString().hashCode());
    }

    private String url(String part, Optional<String> given) throws IOException {
        if (given.isPresent()) {
            return given.get();
        }
        return Files.readString(folder.root().resolve("standalone").resolve(part + ".url"))
                .strip();
    }

    private String workerToken() throws IOException, InterruptedException {
        Optional<String> kept = folder.secret("worker");
        if (kept.isPresent() && isAccepted(kept.get())) {
            return kept.get();
        }
        ApiClient admin = new ApiClient(http, apiUrl(), Optional.of(adminToken));
        admin.post(
                "/api/v1/people",
                Map.of("login", WORKER_LOGIN, "name", "Worker of this machine", "role", "worker"),
                JsonNode.class);
        String token = admin.post(
                        "/api/v1/people/" + WORKER_LOGIN + "/tokens", Map.of("label", "grader up"), JsonNode.class)
                .path("token")
                .asText();
        folder.keepSecret("worker", token);
        return token;
    }

    /** A kept token is void when the database is another one than last time. */
    private boolean isAccepted(String token) throws IOException, InterruptedException {
        try {
            new ApiClient(http, apiUrl(), Optional.of(token)).get("/api/v1/me", JsonNode.class);
            return true;
        } catch (ProblemAnswer e) {
            return false;
        }
    }

    /** Where the API listens. */
    public URI apiUrl() {
        return URI.create("http://" + settings.host() + ":" + apiPort);
    }

    /** The token of the administrator, also kept in {@code admin.token} of the data folder. */
    public String adminToken() {
        return adminToken;
    }

    /** The address of the database in use, with its password. */
    public String databaseUrl() throws IOException {
        return url("database", settings.databaseUrl());
    }

    /** The address of the broker in use, with its password. */
    public String brokerUrl() throws IOException {
        return url("broker", settings.brokerUrl());
    }

    /** Where state, tokens and logs are. */
    public Path data() {
        return folder.root();
    }

    /** The embedded database; not running when a real one is used. */
    public Child database() {
        return database;
    }

    /** The embedded broker; not running when a real one is used. */
    public Child broker() {
        return broker;
    }

    public Child api() {
        return api;
    }

    public Child worker() {
        return worker;
    }

    /** Kills the worker as a crash would; it is started again by itself. */
    public void killWorker() {
        worker.kill();
    }

    /** Returns when API and worker say that they are ready, for instance after a part was started again. */
    public void awaitReady() throws IOException, InterruptedException {
        readiness.await(api, apiUrl(), READY_LIMIT);
        readiness.await(worker, URI.create("http://127.0.0.1:" + workerPort), READY_LIMIT);
    }

    /** Ends all parts in the reverse order of their start and lets go of the data folder. */
    public void stop() {
        close();
    }

    @Override
    public void close() {
        synchronized (running) {
            while (!running.isEmpty()) {
                Child child = running.pop();
                if (!child.stop(STOP_LIMIT)) {
                    talk.accept("The " + child.name() + " did not end within " + STOP_LIMIT.toSeconds()
                            + " s and was killed.");
                }
            }
        }
        try {
            folder.close();
        } catch (IOException e) {
            talk.accept("The data folder could not be unlocked: " + e.getMessage());
        }
    }
}

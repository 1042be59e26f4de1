package dev.grader.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;

/**
 * Apache Qpid Broker-J on the loopback address: AMQP 0-9-1, one user, durable queues and messages in a Derby store.
 *
 * <p>It stands in for RabbitMQ for publish with confirms, consume with prefetch, and acknowledgements; queue arguments
 * such as {@code x-queue-type} are refused by it.
 */
final class EmbeddedBroker implements Part {
    private static final String USER = "grader";

    private final SystemLauncher launcher;
    private final String url;

    private EmbeddedBroker(SystemLauncher launcher, String url) {
        this.launcher = launcher;
        this.url = url;
    }

    /** Starts the broker of a folder, which is made on first use. */
    static EmbeddedBroker start(Path folder) throws IOException {
        PrivateFiles.folder(folder);
        Settings settings = Settings.of(folder);
        Path configuration = folder.resolve("configuration.json");
        PrivateFiles.write(configuration, configuration(settings));
        System.setProperty(
                "derby.stream.error.file", folder.resolve("derby.log").toString());
        // what the broker kept of the last run's port and password must not win over the file just written
        Path system = folder.resolve("system.json");
        Files.deleteIfExists(system);
        BrokerStart start = new BrokerStart();
        SystemLauncher launcher = new SystemLauncher(start);
        try {
            launcher.startup(Map.of(
                    "type", "JSON",
                    "storePath", system.toString(),
                    "initialConfigurationLocation", configuration.toUri().toString(),
                    "startupLoggedToSystemOut", "false",
                    "context", Map.of("qpid.work_dir", folder.resolve("data").toString())));
            start.check();
        } catch (Exception e) {
            launcher.shutdown();
            throw new IOException("The embedded broker did not start: " + e.getMessage(), e);
        }
        return new EmbeddedBroker(
                launcher, "amqp://%s:%s@127.0.0.1:%d/grader".formatted(USER, settings.password(), settings.port()));
    }

    private static String configuration(Settings settings) throws IOException {
        try (InputStream template = EmbeddedBroker.class.getResourceAsStream("broker.json")) {
            if (template == null) {
                throw new IOException("broker.json is missing in the jar of grader-standalone");
            }
            return new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@USER@", USER)
                    .replace("@PASSWORD@", settings.password())
                    .replace("@PORT@", Integer.toString(settings.port()));
        }
    }

    @Override
    public String name() {
        return "broker";
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public void close() {
        launcher.shutdown();
    }
}

package dev.grader.api.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL, an empty data folder, and the address of a broker that is away until a test starts it. */
public final class Parts implements QuarkusTestResourceLifecycleManager {
    /** A machine that is busy with other tests starts slowly. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private @Nullable EmbeddedPostgres postgres;

    @Override
    public Map<String, String> start() {
        try (ServerSocket free = new ServerSocket(0)) {
            EmbeddedPostgres started =
                    EmbeddedPostgres.builder().setPGStartupWait(PATIENCE).start();
            postgres = started;
            return Map.of(
                    "quarkus.datasource.jdbc.url",
                    started.getJdbcUrl("postgres", "postgres"),
                    "grader.data",
                    Files.createTempDirectory("grader-api").toString(),
                    "grader.broker.url",
                    "amqp://grader:grader@127.0.0.1:" + free.getLocalPort() + "/grader",
                    "grader.broker.longest-pause",
                    "1S",
                    "grader.broker.confirm-timeout",
                    "30S");
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    @Override
    public void stop() {
        if (postgres != null) {
            try {
                postgres.close();
            } catch (IOException exception) {
                throw new UncheckedIOException(exception);
            }
        }
    }
}

package dev.grader.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL server outlives its starter when that was killed, and keeps the data folder for itself. It is asked to
 * stop before the next start.
 */
final class LeftOverPostmaster {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private LeftOverPostmaster() {}

    /** Ends the server of a data folder, if one is left. */
    static void stop(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        ProcessHandle left =
                ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).orElse(null);
        // a pid is used again after a reboot: only a PostgreSQL server is ours to end
        if (left == null || !left.info().command().orElse("").endsWith("postgres")) {
            return;
        }
        try {
            // SIGINT is PostgreSQL's fast shutdown; SIGTERM, all that Java can send, would wait for its clients
            new ProcessBuilder("kill", "-INT", Long.toString(left.pid()))
                    .start()
                    .waitFor();
            left.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a left-over PostgreSQL server stopped", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "A PostgreSQL server (process " + left.pid() + ") still uses " + data + ". Stop it first.", e);
        }
    }
}

package dev.grader.cli.up;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One process of the service. When it ends without having been told to, that is reported with the last lines of its log
 * and it is started again, after a pause that doubles, a few times.
 *
 * <p>All methods may be called from any thread. A process that ends while {@link #stop} runs is not started again,
 * because both hold the same lock.
 */
public final class Child {
    private static final int RESTARTS = 5;
    private static final int LOG_LINES = 15;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    /** A process that ran for so long is healthy again, and its restarts are forgotten. */
    private static final Duration HEALTHY_AFTER = Duration.ofMinutes(5);

    private final String name;
    private final Path log;
    private final Callable<Process> launch;
    private final Consumer<String> report;
    private final Consumer<Process> started;
    private @Nullable Process process;
    private boolean wanted;
    private int restarts;
    private long startedAt;

    Child(String name, Path log, Callable<Process> launch, Consumer<Process> started, Consumer<String> report) {
        this.name = name;
        this.log = log;
        this.launch = launch;
        this.started = started;
        this.report = report;
    }

    /** Starts it; returns when the process runs and, for the database and the broker, when it is ready. */
    public synchronized void start() throws IOException {
        wanted = true;
        restarts = 0;
        launch();
    }

    private void launch() throws IOException {
        Process running = launched();
        process = running;
        startedAt = System.nanoTime();
        started.accept(running);
        Thread.ofVirtual().name("watch-" + name).start(() -> watch(running));
    }

    private Process launched() throws IOException {
        try {
            return launch.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the " + name + " started", e);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The " + name + " did not start: " + e.getMessage(), e);
        }
    }

    private void watch(Process running) {
        try {
            running.waitFor();
            ended(running);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ended(Process gone) throws InterruptedException {
        long pause;
        synchronized (this) {
            if (!wanted || !gone.equals(process)) {
                return;
            }
            if (System.nanoTime() - startedAt > HEALTHY_AFTER.toNanos()) {
                restarts = 0;
            }
            restarts++;
            pause = FIRST_PAUSE.toMillis() << (restarts - 1);
            report.accept("The " + name + " ended with status " + gone.exitValue() + ". The last lines of " + log
                    + ":\n" + lastLines());
            if (restarts > RESTARTS) {
                report.accept("The " + name + " ended " + restarts + " times and is not started again.");
                wanted = false;
                return;
            }
        }
        report.accept("Starting the " + name + " again in " + pause / 1000 + " s.");
        // what fails at once again must not be started in a circle
        Thread.sleep(pause);
        restart(gone);
    }

    private synchronized void restart(Process gone) {
        if (!wanted || !gone.equals(process)) {
            return;
        }
        try {
            launch();
        } catch (IOException e) {
            wanted = false;
            report.accept(e.getMessage());
        }
    }

    /**
     * Ends it: SIGTERM, and SIGKILL when the limit has passed. It is not started again by itself.
     *
     * @return whether it ended by itself within the limit
     */
    public synchronized boolean stop(Duration limit) {
        wanted = false;
        Process running = process;
        if (running == null) {
            return true;
        }
        running.destroy();
        try {
            if (running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
            running.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** SIGKILL, as a crash would: it is started again like after one. */
    public synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Process id of the running process. */
    public synchronized long pid() {
        if (process == null) {
            throw new IllegalStateException("the " + name + " was never started");
        }
        return process.pid();
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** False once it was stopped, or died too often. */
    synchronized boolean isWanted() {
        return wanted;
    }

    public String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    /** The end of its log, to show when something is wrong. */
    String lastLines() {
        Deque<String> lines = new ArrayDeque<>();
        try (var all = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            // the frames of a stack trace would push out what it says
            all.filter(line -> !line.startsWith("\tat ") && !line.isBlank()).forEach(line -> {
                lines.add("    " + line);
                if (lines.size() > LOG_LINES) {
                    lines.remove();
                }
            });
        } catch (IOException e) {
            return "    (" + e.getMessage() + ")";
        }
        return String.join("\n", lines);
    }
}

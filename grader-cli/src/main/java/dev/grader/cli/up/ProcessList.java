package dev.grader.cli.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The processes that a service has started, in a file, so that the next one can end those that a killed service left.
 * A process is known by its id and the moment of its start, because ids are used again.
 */
final class ProcessList {
    private static final int STOP_SECONDS = 10;

    private final Path file;

    ProcessList(Path file) {
        this.file = file;
    }

    /** Notes a process. */
    synchronized void add(Process process) {
        Instant start = process.info().startInstant().orElse(Instant.EPOCH);
        try {
            Files.writeString(
                    file,
                    process.pid() + " " + start.toEpochMilli() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what is left of an earlier service. */
    void endLeftOvers() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        for (String line : Files.readAllLines(file)) {
            String[] words = line.split(" ", -1);
            if (words.length == 2) {
                ProcessHandle.of(Long.parseLong(words[0]))
                        .filter(process -> startedAt(process, Long.parseLong(words[1])))
                        .ifPresent(ProcessList::end);
            }
        }
        Files.delete(file);
    }

    private static boolean startedAt(ProcessHandle process, long millis) {
        return process.info()
                .startInstant()
                .map(start -> start.toEpochMilli() == millis)
                .orElse(false);
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}

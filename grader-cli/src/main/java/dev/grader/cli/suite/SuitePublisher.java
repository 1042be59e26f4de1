package dev.grader.cli.suite;

import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.proof.SuiteFolder;
import dev.grader.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Sends suites and waits for their fixtures. */
public final class SuitePublisher {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ApiClient api;
    private final Terminal terminal;

    public SuitePublisher(ApiClient api, Terminal terminal) {
        this.api = api;
        this.terminal = terminal;
    }

    /** Sends a folder; the version may exist already. */
    public SuiteVersion publish(AssignmentName assignment, Path folder) throws IOException, InterruptedException {
        Path zip = Files.createTempFile("grader-suite", ".zip");
        try {
            new SuiteFolder(folder).zip(zip);
            return api.sendFile("POST", assignment.path() + "/suites", "application/zip", zip, SuiteVersion.class);
        } finally {
            Files.delete(zip);
        }
    }

    /** Returns the version when it is published or refused, and says meanwhile how far it is. */
    public SuiteVersion await(AssignmentName assignment, int version) throws IOException, InterruptedException {
        Optional<SuiteVersion.Jobs> last = Optional.empty();
        while (true) {
            SuiteVersion now = api.get(assignment.path() + "/suites/" + version, SuiteVersion.class);
            if (!now.isProving()) {
                return now;
            }
            if (!now.jobs().equals(last)) {
                last = now.jobs();
                last.ifPresent(jobs -> terminal.say(
                        "  proving the suite: " + jobs.done() + " of " + jobs.total() + " solutions graded"));
            }
            // a proof has no stream of events; its state is asked for
            Thread.sleep(PAUSE);
        }
    }
}

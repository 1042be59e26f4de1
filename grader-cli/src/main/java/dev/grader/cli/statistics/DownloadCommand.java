package dev.grader.cli.statistics;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "download",
        description = {
            "Download the submissions of an assignment that count, or all, as one zip: a folder for each student, and "
                    + "manifest.csv (staff)."
        })
public final class DownloadCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "COURSE/ASSIGNMENT")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AssignmentName assignment;

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "A file that is not there yet.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path output;

    @Option(names = "--all", description = "Also the submissions that do not count.")
    private boolean all;

    public DownloadCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (Files.exists(output)) {
            throw new IllegalArgumentException("There is a file " + output + " already; name another one.");
        }
        long size = session.api()
                .download(assignment.path() + "/submissions.zip" + (all ? "?all=true" : ""), "application/zip", output);
        session.terminal().say("Written to " + output + ": " + size + " bytes.");
        return ExitCode.OK;
    }
}

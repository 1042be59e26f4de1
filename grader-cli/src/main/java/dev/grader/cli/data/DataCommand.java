package dev.grader.cli.data;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.archive.Digest;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.ProblemAnswer;
import dev.grader.core.tensor.NpyHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code grader data}. */
@Command(name = "data", description = "Upload large data files, which suites name by their digest, and list them.")
public final class DataCommand implements Runnable {
    private static final int NOT_FOUND = 404;

    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public DataCommand(Session session) {
        this.session = session;
    }

    /** A data file as the service shows it. */
    public record DataView(String name, String sha256, long bytes) {
        String yaml() {
            return "{name: " + name + ", sha256: " + sha256 + ", bytes: " + bytes + "}";
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: upload, describe or list.");
    }

    @Command(
            name = "upload",
            description = {
                "Send a .npy file to the data store of a course, unless it is there already, and print what to write into "
                        + "suite.yaml. Only the course's staff may."
            })
    int upload(@Parameters(paramLabel = "COURSE") String course, @Parameters(paramLabel = "FILE") Path file)
            throws IOException, InterruptedException {
        DataView wanted = view(file);
        String path = "/api/v1/courses/" + ApiClient.segment(course) + "/data/" + wanted.sha256();
        if (find(path).isEmpty()) {
            session.terminal().say("Sending " + wanted.bytes() + " bytes …");
            session.api()
                    .sendFile(
                            "PUT",
                            path + "?name=" + ApiClient.segment(wanted.name()),
                            "application/octet-stream",
                            file,
                            DataView.class);
        } else {
            session.terminal().say("The course has it already.");
        }
        session.terminal().data(wanted.yaml());
        return ExitCode.OK;
    }

    @Command(
            name = "describe",
            description = "Print what to write into suite.yaml for a .npy file, without sending it.")
    int describe(@Parameters(paramLabel = "FILE") Path file) throws IOException {
        session.terminal().data(view(file).yaml());
        return ExitCode.OK;
    }

    @Command(name = "list", description = "List the data files of a course.")
    int list(@Parameters(paramLabel = "COURSE") String course) throws IOException, InterruptedException {
        session.api()
                .getList("/api/v1/courses/" + ApiClient.segment(course) + "/data", DataView.class)
                .forEach(file -> session.terminal().data(file.yaml()));
        return ExitCode.OK;
    }

    private Optional<DataView> find(String path) throws IOException, InterruptedException {
        try {
            return Optional.of(session.api().get(path, DataView.class));
        } catch (ProblemAnswer answer) {
            if (answer.status() == NOT_FOUND && answer.code().equals("NOT_FOUND")) {
                return Optional.empty();
            }
            throw answer;
        }
    }

    /** Read before anything is sent: what the grader could not use is refused here. */
    private static DataView view(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no file " + file + ".");
        }
        try {
            NpyHeader.read(file);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(file + ": " + unreadable.getMessage(), unreadable);
        }
        String name =
                Objects.requireNonNull(file.getFileName(), "a file has a name").toString();
        return new DataView(name, Digest.sha256(file), Files.size(file));
    }
}

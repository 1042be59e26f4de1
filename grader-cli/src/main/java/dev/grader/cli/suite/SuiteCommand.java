package dev.grader.cli.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.client.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "suite",
        description = "Try out and publish the tests of an assignment, and see what its fixtures got.",
        subcommands = {
            SuiteInitCommand.class,
            SuiteValidateCommand.class,
            SuiteTestCommand.class,
            RegradeCommands.PreviewCommand.class,
            RegradeCommands.RerunCommand.class,
            RegradeCommands.ApplyCommand.class
        })
public final class SuiteCommand implements Runnable {
    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public SuiteCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: init, validate, test, publish, status, preview, rerun or apply.");
    }

    @Command(
            name = "publish",
            description = {
                "Send a folder with suite.yaml at its root. It is published when its own reference, starter, correct and "
                        + "wrong solutions have got what it declares. The same files again are the version that exists."
            })
    int publish(
            @Parameters(paramLabel = "COURSE/ASSIGNMENT") AssignmentName assignment,
            @Parameters(paramLabel = "FOLDER") Path folder,
            @Option(names = "--no-wait", description = "Do not wait for its fixtures to be graded.") boolean noWait)
            throws IOException, InterruptedException {
        if (!Files.isRegularFile(folder.resolve("suite.yaml"))) {
            throw new IllegalArgumentException("There is no suite.yaml in " + folder + ".");
        }
        SuitePublisher publisher = new SuitePublisher(session.api(), session.terminal());
        SuiteVersion version = publisher.publish(assignment, folder);
        if (noWait) {
            session.terminal().data(Integer.toString(version.version()));
            return ExitCode.OK;
        }
        return new SuiteView(session.terminal()).show(publisher.await(assignment, version.version()));
    }

    @Command(name = "status", description = "Show a version of a suite and what its fixtures got.")
    int status(
            @Parameters(paramLabel = "COURSE/ASSIGNMENT") AssignmentName assignment,
            @Parameters(paramLabel = "VERSION") int version,
            @Option(names = "--json", description = "Print it as JSON.") boolean json)
            throws IOException, InterruptedException {
        JsonNode answer = session.api().get(assignment.path() + "/suites/" + version, JsonNode.class);
        if (json) {
            session.terminal().json(answer.toString());
            return ExitCode.OK;
        }
        return new SuiteView(session.terminal()).show(Json.MAPPER.treeToValue(answer, SuiteVersion.class));
    }
}

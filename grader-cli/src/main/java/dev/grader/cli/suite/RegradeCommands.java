package dev.grader.cli.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.client.Json;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A suite version for submissions that were graded by another: look, run what has to be run, apply. */
public final class RegradeCommands {
    private RegradeCommands() {}

    private static String path(AssignmentName assignment, int version) {
        return assignment.path() + "/suites/" + version;
    }

    @Command(
            name = "preview",
            description = {
                "Show whose grade a version of the suite would change, test by test, and which tests would have to be "
                        + "run again. Nothing changes."
            })
    public static final class PreviewCommand implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "COURSE/ASSIGNMENT")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private AssignmentName assignment;

        @Parameters(paramLabel = "VERSION")
        private int version;

        @Option(names = "--json", description = "Print it as JSON.")
        private boolean json;

        public PreviewCommand(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            JsonNode answer = session.api().get(path(assignment, version) + "/preview", JsonNode.class);
            if (json) {
                session.terminal().json(answer.toString());
            } else {
                new PreviewView(session.terminal()).show(Json.MAPPER.treeToValue(answer, Preview.class));
            }
            return ExitCode.OK;
        }
    }

    @Command(
            name = "rerun",
            description = "Run the changed tests of submissions again. Their grades stay until the version is applied.")
    public static final class RerunCommand implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "COURSE/ASSIGNMENT")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private AssignmentName assignment;

        @Parameters(paramLabel = "VERSION")
        private int version;

        public RerunCommand(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            JsonNode answer = session.api().post(path(assignment, version) + "/rerun", Map.of(), JsonNode.class);
            session.terminal()
                    .data("Submissions queued: " + answer.path("queued").asInt() + ".");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "apply",
            description = {
                "Change the grades exactly as a preview says. It is refused when something has changed since.",
                "Who did it, when and why is kept."
            })
    public static final class ApplyCommand implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "COURSE/ASSIGNMENT")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private AssignmentName assignment;

        @Parameters(paramLabel = "VERSION")
        private int version;

        @Parameters(paramLabel = "PREVIEW", description = "As 'grader suite preview' says it.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String preview;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the history.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String reason;

        public ApplyCommand(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            JsonNode answer = session.api()
                    .post(
                            path(assignment, version) + "/apply",
                            Map.of("preview", preview, "reason", reason),
                            JsonNode.class);
            session.terminal()
                    .data("Submissions graded by version " + version + " now: "
                            + answer.path("graded").asInt() + ", with another grade than before: "
                            + answer.path("changed").asInt() + ".");
            return ExitCode.OK;
        }
    }
}

package dev.grader.cli.gradebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentName;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "publish",
        description = {
            "Tell all students how they stand in an assignment. What they are told stays, whatever is recomputed, until "
                    + "'grader gradebook accept'."
        })
final class PublishCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "COURSE/ASSIGNMENT")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AssignmentName assignment;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Why, for the history of the course.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String reason;

    public PublishCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonNode answer =
                session.api().post(assignment.path() + "/publication", Map.of("reason", reason), JsonNode.class);
        session.terminal().say("Grades told: " + answer.path("grades").asInt() + ".");
        return ExitCode.OK;
    }
}

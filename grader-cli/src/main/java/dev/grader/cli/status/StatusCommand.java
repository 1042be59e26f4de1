package dev.grader.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.Session;
import dev.grader.cli.client.Json;
import dev.grader.cli.course.CourseDates;
import dev.grader.cli.submit.ResultView;
import dev.grader.cli.submit.Submission;
import dev.grader.cli.submit.Watcher;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "status", description = "Show a submission.")
public final class StatusCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "SUBMISSION", description = "Its number, as submit has printed it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String submission;

    @Option(
            names = {"-w", "--wait"},
            description = "Watch until it is graded.")
    private boolean wait;

    @Option(
            names = "--pass-points",
            paramLabel = "POINTS",
            description = "End with status 3 when the final score is below.")
    private @Nullable BigDecimal passPoints;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    public StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!submission.matches("[0-9A-Za-z-]+")) {
            throw new IllegalArgumentException("'" + submission + "' is no number of a submission.");
        }
        if (wait) {
            return new Watcher(session.api(), session.terminal(), json).watch(submission, passPoints);
        }
        JsonNode answer = session.api().get("/api/v1/submissions/" + submission, JsonNode.class);
        Submission view = Json.MAPPER.treeToValue(answer, Submission.class);
        if (json) {
            session.terminal().json(answer.toString());
        } else {
            new ResultView(session.terminal(), CourseDates.orUtc(session.api(), view.course())).show(view);
        }
        return Watcher.status(view, passPoints);
    }
}

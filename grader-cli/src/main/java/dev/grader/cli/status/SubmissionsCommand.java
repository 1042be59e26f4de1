package dev.grader.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.client.Json;
import dev.grader.cli.course.CourseDates;
import dev.grader.cli.submit.Submission;
import dev.grader.cli.terminal.Decimal;
import dev.grader.cli.terminal.Table;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "submissions", description = "List your submissions; staff see everybody's.")
public final class SubmissionsCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "COURSE/ASSIGNMENT")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AssignmentName assignment;

    @Option(names = "--json", description = "Print a line of JSON for each.")
    private boolean json;

    public SubmissionsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CourseDates dates = CourseDates.of(session.api(), assignment.course());
        Table table = new Table("SUBMISSION", "STUDENT", "ATTEMPT", dates.header("SUBMITTED"), "STATE", "SCORE");
        for (JsonNode node : session.api().getList(assignment.path() + "/submissions", JsonNode.class)) {
            if (json) {
                session.terminal().json(node.toString());
                continue;
            }
            Submission one = Json.MAPPER.treeToValue(node, Submission.class);
            table.row(
                    one.id(),
                    one.student(),
                    Integer.toString(one.attempt()),
                    dates.cell(one.submittedAt()),
                    one.state(),
                    one.result()
                            .map(result -> Decimal.words(result.finalPoints()) + "/" + Decimal.words(result.maximum()))
                            .orElse(""));
        }
        if (!json) {
            table.lines(session.terminal().width()).forEach(session.terminal()::data);
        }
        return ExitCode.OK;
    }
}

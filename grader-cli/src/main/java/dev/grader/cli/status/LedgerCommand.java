package dev.grader.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.Json;
import dev.grader.cli.terminal.Decimal;
import dev.grader.cli.terminal.Table;
import dev.grader.core.late.LedgerLine;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "ledger", description = "Show what each assignment of a course has cost in slack days.")
public final class LedgerCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "COURSE")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String course;

    @Option(names = "--student", paramLabel = "LOGIN", description = "Somebody else's (staff).")
    private @Nullable String student;

    @Option(names = "--json", description = "Print a line of JSON for each assignment.")
    private boolean json;

    public LedgerCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String query = student == null ? "" : "?student=" + ApiClient.segment(student);
        Table table = new Table("ASSIGNMENT", "DAYS", "LEFT", "PENALTY", "WHY");
        for (JsonNode node : session.api()
                .getList("/api/v1/courses/" + ApiClient.segment(course) + "/ledger" + query, JsonNode.class)) {
            if (json) {
                session.terminal().data(node.toString());
                continue;
            }
            LedgerLine line = Json.MAPPER.treeToValue(node, LedgerLine.class);
            table.row(
                    line.assignment(),
                    Integer.toString(line.daysCharged()),
                    line.budget()
                            .map(budget -> line.budgetBefore() - line.daysCharged() + " of " + line.budgetTotal() + " "
                                    + budget)
                            .orElse("no budget"),
                    Decimal.words(line.penaltyPercent()) + " %",
                    line.explanation());
        }
        if (!json) {
            table.lines(session.terminal().width()).forEach(session.terminal()::data);
        }
        return ExitCode.OK;
    }
}

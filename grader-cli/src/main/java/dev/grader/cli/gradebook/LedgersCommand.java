package dev.grader.cli.gradebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.terminal.Table;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "ledgers", description = "Show what is left of everybody's slack days (staff).")
public final class LedgersCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "COURSE")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String course;

    @Option(
            names = "--left",
            paramLabel = "NUMBER",
            description = "Only students with at most so many left in a budget.")
    private @Nullable Integer left;

    @Option(names = "--json", description = "Print a line of JSON for each student, with every assignment.")
    private boolean json;

    public LedgersCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String path =
                "/api/v1/courses/" + ApiClient.segment(course) + "/ledgers" + (left == null ? "" : "?left=" + left);
        Table table = new Table("STUDENT", "BUDGET", "USED", "LEFT", "OF", "WHERE");
        for (JsonNode ledger : session.api().getList(path, JsonNode.class)) {
            if (json) {
                session.terminal().json(ledger.toString());
                continue;
            }
            for (JsonNode balance : ledger.path("balances")) {
                table.row(
                        ledger.path("student").asText(),
                        balance.path("budget").asText(),
                        balance.path("used").asText(),
                        balance.path("left").asText(),
                        balance.path("total").asText(),
                        where(ledger, balance.path("budget").asText()));
            }
        }
        if (!json) {
            table.lines(session.terminal().width()).forEach(session.terminal()::data);
        }
        return ExitCode.OK;
    }

    private static String where(JsonNode ledger, String budget) {
        StringBuilder where = new StringBuilder();
        for (JsonNode line : ledger.path("lines")) {
            if (line.path("charged").asInt() > 0 && line.path("budget").asText().equals(budget)) {
                where.append(where.isEmpty() ? "" : ", ")
                        .append(line.path("assignment").asText())
                        .append(' ')
                        .append(line.path("charged").asInt());
            }
        }
        return where.toString();
    }
}

package dev.grader.cli.term;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "history", description = "List what was done to the grades of a course, by whom and why, newest first.")
final class HistoryCommand implements Callable<Integer> {
    private static final int PAGE = 100;

    private final Session session;

    @Parameters(paramLabel = "COURSE")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String course;

    @Option(names = "--decisions", description = "List decisions instead, with the ids that withdraw takes.")
    private boolean decisions;

    @Option(names = "--json", description = "Print a line of JSON for each.")
    private boolean json;

    public HistoryCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String base = "/api/v1/courses/" + ApiClient.segment(course);
        Table table = decisions
                ? new Table("ID", "KIND", "BY", "WHAT", "WITHDRAWN BY CHANGE")
                : new Table("WHEN", "BY", "WHAT", "TO", "WHY");
        String pages = base + (decisions ? "/changes" : "/audit") + "?limit=" + PAGE;
        String next = "";
        while (true) {
            List<JsonNode> page = session.api().getList(pages + next, JsonNode.class);
            page.forEach(node -> show(node, table));
            if (page.size() < PAGE) {
                break;
            }
            next = "&before=" + page.getLast().path("id").asLong();
        }
        if (!json) {
            table.lines(session.terminal().width()).forEach(session.terminal()::data);
        }
        return ExitCode.OK;
    }

    private void show(JsonNode node, Table table) {
        if (json) {
            session.terminal().json(node.toString());
        } else if (decisions) {
            for (JsonNode decision : node.path("decisions")) {
                table.row(
                        decision.path("id").asText(),
                        decision.path("kind").asText(),
                        node.path("person").asText(),
                        SafeText.line(decision.path("detail").toString()),
                        decision.path("withdrawnBy").asText(""));
            }
        } else {
            table.row(
                    node.path("at").asText(),
                    node.path("person").asText(),
                    node.path("action").asText(),
                    SafeText.line(node.path("subject").asText()),
                    SafeText.line(node.path("reason").asText()));
        }
    }
}

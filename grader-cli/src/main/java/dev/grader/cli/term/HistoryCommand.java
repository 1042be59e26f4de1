package dev.grader.cli.term;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.course.CourseDates;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
        Table table;
        Consumer<JsonNode> show;
        if (json) {
            table = new Table();
            show = node -> session.terminal().json(node.toString());
        } else if (decisions) {
            table = new Table("ID", "KIND", "BY", "WHAT", "WITHDRAWN BY CHANGE");
            show = node -> decisions(node, table);
        } else {
            CourseDates dates = CourseDates.of(session.api(), course);
            table = new Table(dates.header("WHEN"), "BY", "WHAT", "TO", "WHY");
            show = node -> action(node, table, dates);
        }
        pages(show);
        if (!json) {
            table.lines(session.terminal().width()).forEach(session.terminal()::data);
        }
        return ExitCode.OK;
    }

    private void pages(Consumer<JsonNode> show) throws IOException, InterruptedException {
        String pages =
                "/api/v1/courses/" + ApiClient.segment(course) + (decisions ? "/changes" : "/audit") + "?limit=" + PAGE;
        String next = "";
        while (true) {
            List<JsonNode> page = session.api().getList(pages + next, JsonNode.class);
            page.forEach(show);
            if (page.size() < PAGE) {
                return;
            }
            next = "&before=" + page.getLast().path("id").asLong();
        }
    }

    private static void decisions(JsonNode change, Table table) {
        for (JsonNode decision : change.path("decisions")) {
            table.row(
                    decision.path("id").asText(),
                    decision.path("kind").asText(),
                    change.path("person").asText(),
                    SafeText.line(decision.path("detail").toString()),
                    decision.path("withdrawnBy").asText(""));
        }
    }

    private static void action(JsonNode entry, Table table, CourseDates dates) {
        table.row(
                dates.cell(Instant.parse(entry.path("at").asText())),
                entry.path("person").asText(),
                entry.path("action").asText(),
                SafeText.line(entry.path("subject").asText()),
                SafeText.line(entry.path("reason").asText()));
    }
}

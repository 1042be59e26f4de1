package dev.grader.cli.gradebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "grades", description = "Show your grades in a course, and how the final one comes about.")
public final class GradesCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "COURSE")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String course;

    @Option(names = "--student", paramLabel = "LOGIN", description = "A student's, as they are now (staff).")
    private @Nullable String student;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    public GradesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String query = student == null ? "" : "?student=" + ApiClient.segment(student);
        JsonNode grades =
                session.api().get("/api/v1/courses/" + ApiClient.segment(course) + "/grades" + query, JsonNode.class);
        if (json) {
            session.terminal().json(grades.toString());
            return ExitCode.OK;
        }
        Table table = new Table("ASSIGNMENT", "POINTS", "OF", "WHY");
        for (JsonNode item : grades.path("items")) {
            table.row(
                    item.path("assignment").asText(),
                    item.path("points").isNumber()
                            ? item.path("points").decimalValue().toPlainString()
                            : item.path("standing").asText(),
                    item.path("possible").isNumber()
                            ? item.path("possible")
                                    .decimalValue()
                                    .stripTrailingZeros()
                                    .toPlainString()
                            : "",
                    SafeText.line(item.path("explanation").asText()));
        }
        table.lines(session.terminal().width()).forEach(session.terminal()::data);
        grades.path("derivation").forEach(line -> session.terminal().data(SafeText.line(line.asText())));
        return ExitCode.OK;
    }
}

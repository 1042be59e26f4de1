package dev.grader.cli.gradebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.terminal.Decimal;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = {
            "Show everybody's grades as they are now. '-' is open, '0!' missing, 'x' excused; '*' was told to the student "
                    + "otherwise, and waits for 'grader gradebook accept'."
        })
final class ShowCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "COURSE")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String course;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    public ShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonNode book =
                session.api().get("/api/v1/courses/" + ApiClient.segment(course) + "/gradebook", JsonNode.class);
        if (json) {
            session.terminal().json(book.toString());
            return ExitCode.OK;
        }
        List<String> header = new ArrayList<>(List.of("STUDENT", "FINAL"));
        book.path("assignments")
                .forEach(assignment -> header.add(assignment.path("slug").asText()));
        Table table = new Table(header.toArray(String[]::new));
        for (JsonNode student : book.path("students")) {
            List<String> row = new ArrayList<>(List.of(
                    student.path("login").asText(),
                    grade(student.path("grade")) + (student.path("provisional").asBoolean() ? " so far" : "")));
            book.path("assignments")
                    .forEach(assignment -> row.add(cell(
                            student.path("cells").path(assignment.path("slug").asText()))));
            table.row(row.toArray(String[]::new));
        }
        table.lines(session.terminal().width()).forEach(session.terminal()::data);
        book.path("notes").forEach(note -> session.terminal().warn(SafeText.line(note.asText())));
        return ExitCode.OK;
    }

    /** With the digits of the grading scheme. */
    private static String grade(JsonNode grade) {
        return grade.isNumber() ? grade.decimalValue().toPlainString() : "none";
    }

    private static String cell(JsonNode cell) {
        String words = switch (cell.path("standing").asText()) {
            case "earned" -> Decimal.words(cell.path("points").decimalValue());
            case "missing" -> "0!";
            case "excused" -> "x";
            default -> "-";
        };
        return cell.path("published").path("pending").asBoolean() ? words + "*" : words;
    }
}

package dev.grader.cli.gradebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.ProblemAnswer;
import dev.grader.cli.terminal.Consent;
import dev.grader.cli.terminal.Decimal;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = {
            "Enter the grades of a CSV that differ from what holds: all of them or, when there is a mistake anywhere, none.",
            "What would change is shown first. An exported file can be changed and imported again; empty cells change "
                    + "nothing."
        })
public final class ImportCommand implements Callable<Integer> {
    private static final int SHOWN = 100;

    private final Session session;

    @Parameters(index = "0", paramLabel = "COURSE")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String course;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "Made by export, or by Canvas, Moodle or a spreadsheet.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(names = "--preview", description = "Only show what would change.")
    private boolean preview;

    @Option(
            names = {"-y", "--yes"},
            description = "Enter the grades without a question.")
    private boolean yes;

    @Option(names = "--allow-above", description = "More than full marks is meant.")
    private boolean allowAbove;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Why, for the history of the course.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String reason;

    @Option(names = "--json", description = "Print what changes as JSON.")
    private boolean json;

    public ImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no file " + file + ".");
        }
        try {
            return take();
        } catch (ProblemAnswer refused) {
            if (!refused.member("errors").isArray()) {
                throw refused;
            }
            refused.member("errors").forEach(error -> session.terminal().data(SafeText.line(mistake(error))));
            session.terminal().error("Nothing was entered.");
            return ExitCode.FAILURE;
        }
    }

    private int take() throws IOException, InterruptedException {
        JsonNode wanted = send("preview=true");
        show(wanted);
        if (preview || wanted.path("changes").isEmpty()) {
            return ExitCode.OK;
        }
        if (!wanted.path("warnings").isEmpty() && !allowAbove) {
            session.terminal().error("Nothing was entered. If these points are meant, repeat it with --allow-above.");
            return ExitCode.FAILURE;
        }
        if (!new Consent(session.terminal(), yes).isGiven("Enter these grades?", "enter these grades")) {
            session.terminal().say("Nothing was entered.");
            return ExitCode.FAILURE;
        }
        send("preview=false&allowAbove=" + allowAbove + "&expected="
                + ApiClient.segment(wanted.path("preview").asText()) + "&reason=" + ApiClient.segment(reason));
        session.terminal().say(wanted.path("changes").size() + " grades were entered.");
        return ExitCode.OK;
    }

    private JsonNode send(String query) throws IOException, InterruptedException {
        return session.api()
                .sendFile(
                        "POST",
                        "/api/v1/courses/" + ApiClient.segment(course) + "/gradebook.csv?" + query,
                        "text/csv",
                        file,
                        JsonNode.class);
    }

    private void show(JsonNode wanted) {
        JsonNode changes = wanted.path("changes");
        if (json) {
            session.terminal().json(wanted.toString());
        } else if (!changes.isEmpty()) {
            Table table = new Table("STUDENT", "ASSIGNMENT", "BEFORE", "AFTER");
            for (int index = 0; index < Math.min(SHOWN, changes.size()); index++) {
                JsonNode change = changes.path(index);
                table.row(
                        change.path("student").asText(),
                        change.path("assignment").asText(),
                        change.path("before").asText(),
                        Decimal.words(change.path("points").decimalValue()));
            }
            table.lines(session.terminal().width()).forEach(session.terminal()::data);
            if (changes.size() > SHOWN) {
                session.terminal().say("… and " + (changes.size() - SHOWN) + " more; see them all with --json.");
            }
        }
        wanted.path("warnings").forEach(warning -> session.terminal().warn(SafeText.line(mistake(warning))));
        session.terminal()
                .say(changes.size() + " to enter, " + wanted.path("unchanged").asInt() + " as they are already.");
    }

    private static String mistake(JsonNode error) {
        long row = error.path("row").asLong();
        String column = error.path("column").asText();
        String place = row == 0 ? "" : "row " + row + (column.isEmpty() ? "" : ", column '" + column + "'") + ": ";
        return place + error.path("message").asText();
    }
}

package dev.grader.cli.gradebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.terminal.Consent;
import dev.grader.cli.terminal.SafeText;
import dev.grader.cli.terminal.Table;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Published grades that would be others now. */
final class PendingCommands {
    private PendingCommands() {}

    private static String path(String course) {
        return "/api/v1/courses/" + ApiClient.segment(course) + "/pending";
    }

    private static void show(Session session, JsonNode pending) {
        Table table = new Table("STUDENT", "ASSIGNMENT", "TOLD", "NOW", "WHY");
        for (JsonNode change : pending.path("changes")) {
            table.row(
                    change.path("student").asText(),
                    change.path("assignment").asText(),
                    words(change, "published", "publishedStanding", "publishedPossible"),
                    words(change, "points", "standing", "possible"),
                    SafeText.line(change.path("explanation").asText()));
        }
        table.lines(session.terminal().width()).forEach(session.terminal()::data);
    }

    /** With full marks only where it is they that changed. */
    private static String words(JsonNode change, String points, String standing, String possible) {
        JsonNode number = change.path(points);
        String words = number.isNumber()
                ? number.decimalValue().toPlainString()
                : change.path(standing).asText();
        JsonNode full = change.path(possible);
        boolean isOther = !change.path("publishedPossible").equals(change.path("possible"));
        return isOther && full.isNumber() ? words + " of " + full.decimalValue().toPlainString() : words;
    }

    @Command(name = "pending", description = "List published grades that would be others now.")
    static final class PendingCommand implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "COURSE")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String course;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        public PendingCommand(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            JsonNode pending = session.api().get(path(course), JsonNode.class);
            if (json) {
                session.terminal().json(pending.toString());
            } else if (pending.path("changes").isEmpty()) {
                session.terminal().say("Students were told what holds now.");
            } else {
                show(session, pending);
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "accept", description = "Tell students what has changed about published grades.")
    static final class AcceptCommand implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "COURSE")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String course;

        @Option(names = "--assignment", paramLabel = "NAME", split = ",", description = "Only of these.")
        private @Nullable List<String> assignments;

        @Option(names = "--student", split = ",", paramLabel = "LOGIN", description = "Only of these.")
        private @Nullable List<String> students;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the history.")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String reason;

        @Option(
                names = {"-y", "--yes"},
                description = "Do not ask; for scripts.")
        private boolean yes;

        public AcceptCommand(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            JsonNode pending = session.api().get(path(course), JsonNode.class);
            if (pending.path("changes").isEmpty()) {
                session.terminal().say("Students were told what holds now: there is nothing to accept.");
                return ExitCode.OK;
            }
            show(session, pending);
            if (!new Consent(session.terminal(), yes).isGiven("Tell the students?", "accept")) {
                session.terminal().say("Nothing was accepted.");
                return ExitCode.FAILURE;
            }
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("pending", pending.path("id").asText());
            request.put("reason", reason);
            if (assignments != null) {
                request.put("assignments", assignments);
            }
            if (students != null) {
                request.put("students", students);
            }
            JsonNode told = session.api().post(path(course) + "/accept", request, JsonNode.class);
            session.terminal().say("Grades told: " + told.path("grades").asInt() + ".");
            return ExitCode.OK;
        }
    }
}

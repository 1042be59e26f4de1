package dev.grader.cli.grade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.client.Json;
import dev.grader.cli.course.CourseDates;
import dev.grader.cli.terminal.Decimal;
import dev.grader.cli.terminal.Table;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "enter",
        description = "Enter grades, such as those of an exam; they hold in the place of everything else.")
public final class EnterCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "COURSE/ASSIGNMENT", index = "0")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AssignmentName assignment;

    @Parameters(
            paramLabel = "STUDENT=POINTS",
            index = "1..*",
            arity = "0..*",
            description = "All of them or none. 'none' takes an entry away. Without any: show what is entered.")
    private List<String> grades = new ArrayList<>();

    @Option(names = "--comment", paramLabel = "TEXT", description = "For these students.")
    private @Nullable String comment;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the history of the course.")
    private @Nullable String reason;

    @Option(names = "--allow-above", description = "More than full marks is meant.")
    private boolean allowAbove;

    @Option(names = "--history", description = "Show everything that was ever entered.")
    private boolean history;

    public EnterCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        String path = assignment.path() + "/grades";
        JsonNode answer = grades.isEmpty()
                ? session.api().get(path, JsonNode.class)
                : session.api().post(path, request(), JsonNode.class);
        CourseDates dates = CourseDates.of(session.api(), assignment.course());
        Table table = new Table("STUDENT", "POINTS", "BY", dates.header("WHEN"), "COMMENT");
        answer.path(history ? "history" : "grades")
                .forEach(grade -> table.row(
                        grade.path("student").asText(),
                        grade.path("points").isNumber()
                                ? Decimal.words(grade.path("points").decimalValue())
                                : "none",
                        grade.path("enteredBy").asText(),
                        dates.cell(Instant.parse(grade.path("enteredAt").asText())),
                        grade.path("comment").asText()));
        table.lines(session.terminal().width()).forEach(session.terminal()::data);
        return ExitCode.OK;
    }

    private Map<String, Object> request() {
        Map<String, Object> request = new HashMap<>();
        request.put("allowAbove", allowAbove);
        if (reason != null) {
            request.put("reason", reason);
        }
        request.put("grades", grades.stream().map(this::grade).toList());
        return request;
    }

    private Object grade(String text) {
        int equals = text.lastIndexOf('=');
        String points = text.substring(equals + 1);
        if (equals < 1 || !points.matches("none|[0-9]{1,6}([.][0-9]{1,4})?")) {
            throw new IllegalArgumentException("'" + text
                    + "' is no grade. Write STUDENT=POINTS such as sara=17.5, or sara=none to take an entry away.");
        }
        ObjectNode grade = Json.MAPPER.createObjectNode().put("student", text.substring(0, equals));
        if (points.equals("none")) {
            grade.putNull("points");
        } else {
            grade.put("points", new BigDecimal(points));
        }
        return comment == null ? grade : grade.put("comment", comment);
    }
}

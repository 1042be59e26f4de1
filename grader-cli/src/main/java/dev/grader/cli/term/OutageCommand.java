package dev.grader.cli.term;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "outage",
        description = {
            "Record that nobody could hand in for a time: what was due then is due after it, for all who were hit, and "
                    + "who was late already got no later."
        })
final class OutageCommand extends DecisionFlow {
    @Parameters(paramLabel = "COURSE")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String course;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "MOMENT",
            description = "When it began, in the course's time zone, such as 2026-03-01T18:00:00.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "MOMENT",
            description = "When it ended, in the course's time zone.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String to;

    @Option(
            names = "--plus-days",
            paramLabel = "N",
            description = "So many days after the end, what was due meanwhile is due.")
    private @Nullable Integer plusDays;

    @Option(
            names = "--plus-hours",
            paramLabel = "N",
            description = "So many hours after the end, what was due meanwhile is due.")
    private @Nullable Integer plusHours;

    @Option(names = "--assignment", paramLabel = "NAME", split = ",", description = "Which were hit; all if left out.")
    private @Nullable List<String> assignments;

    @Option(names = "--student", paramLabel = "LOGIN", split = ",", description = "Who was hit; all if left out.")
    private @Nullable List<String> students;

    public OutageCommand(Session session) {
        super(session);
    }

    @Override
    String course() {
        return course;
    }

    @Override
    String section() {
        return "outages";
    }

    @Override
    void write(ObjectNode decision) {
        decision.put("from", from).put("to", to);
        putNumber(decision, "plus_days", plusDays);
        putNumber(decision, "plus_hours", plusHours);
        putAll(decision, "parts", assignments);
        putAll(decision, "students", students);
    }
}

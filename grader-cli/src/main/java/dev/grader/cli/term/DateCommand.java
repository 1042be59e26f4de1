package dev.grader.cli.term;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.Session;
import dev.grader.cli.assignment.AssignmentName;
import dev.grader.cli.client.Json;
import dev.grader.core.time.WrittenMoment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "date", description = "Move the dates of an assignment for everybody; what is left out stays.")
final class DateCommand extends ChangeFlow {
    @Parameters(paramLabel = "COURSE/ASSIGNMENT")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AssignmentName assignment;

    @Option(
            names = "--due",
            paramLabel = "MOMENT",
            description = "In the time zone of the course, 2026-11-30T23:59:00, or with its own: 2026-11-30T20:29:00Z.")
    private @Nullable WrittenMoment due;

    @Option(names = "--closes", paramLabel = "MOMENT", description = "Nothing is accepted after this moment.")
    private @Nullable WrittenMoment closes;

    @Option(
            names = "--without",
            paramLabel = "DATE",
            split = ",",
            description = "Take a date away: due (it is never late), closes or checkpoint.")
    private @Nullable List<String> without;

    @Option(names = "--checkpoint", paramLabel = "MOMENT", description = "By which something must have been handed in.")
    private @Nullable WrittenMoment checkpoint;

    @Option(
            names = "--category",
            paramLabel = "NAME",
            description = "Another category, and with it other budgets of slack days.")
    private @Nullable String category;

    public DateCommand(Session session) {
        super(session);
    }

    @Override
    String course() {
        return assignment.course();
    }

    @Override
    ObjectNode change() {
        if (due == null && closes == null && checkpoint == null && category == null && without == null) {
            throw new IllegalArgumentException(
                    "Say what is to change: --due, --closes, --checkpoint, --category or --without.");
        }
        ObjectNode change = Json.MAPPER.createObjectNode();
        ObjectNode dates = change.putArray("dates").addObject();
        dates.put("assignment", assignment.assignment());
        put(dates, "due", due);
        put(dates, "closes", closes);
        put(dates, "checkpoint", checkpoint);
        put(dates, "category", category);
        if (without != null) {
            without.forEach(dates.putArray("without")::add);
        }
        return change;
    }

    private static void put(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.put(name, value.toString());
        }
    }
}

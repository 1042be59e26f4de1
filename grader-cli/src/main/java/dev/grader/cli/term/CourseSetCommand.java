package dev.grader.cli.term;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.cli.Session;
import dev.grader.cli.client.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "set",
        description = {
            "Give a course another title, time zone or second calendar; what is left out stays.",
            "In another zone, days that end by the wall clock end at other moments, and what was decided with a time without "
                    + "a zone moves. Due dates are moments, and stay."
        })
public final class CourseSetCommand extends ChangeFlow {
    @Parameters(paramLabel = "COURSE")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String course;

    @Option(names = "--title", paramLabel = "TITLE", description = "Of the course.")
    private @Nullable String title;

    @Option(names = "--time-zone", paramLabel = "ZONE", description = "Such as Europe/Berlin.")
    private @Nullable String timeZone;

    @Option(
            names = "--calendar",
            paramLabel = "NAME",
            description = "In which dates are shown besides the civil one: solar_hijri, or none for no other.")
    private @Nullable String calendar;

    public CourseSetCommand(Session session) {
        super(session);
    }

    @Override
    String course() {
        return course;
    }

    @Override
    ObjectNode change() {
        if (title == null && timeZone == null && calendar == null) {
            throw new IllegalArgumentException("Say what is to change: --title, --time-zone or --calendar.");
        }
        ObjectNode change = Json.MAPPER.createObjectNode();
        ObjectNode settings = change.putObject("course");
        put(settings, "title", title);
        put(settings, "timeZone", timeZone);
        put(settings, "secondCalendar", calendar);
        return change;
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}

package dev.grader.core.late.file;

import dev.grader.core.late.Calendar;
import dev.grader.core.late.Event;
import java.util.List;

/** A calendar and what happened. */
public record TermFile(Calendar calendar, List<Event> events) {
    public TermFile {
        events = List.copyOf(events);
    }
}

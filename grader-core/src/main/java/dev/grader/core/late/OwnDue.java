package dev.grader.core.late;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a part is due for one student.
 *
 * @param date none when nothing is ever late
 * @param why it is another date than the calendar's, as phrases; empty when it is the same
 */
record OwnDue(Optional<Instant> date, List<String> why) {
    OwnDue {
        why = List.copyOf(why);
    }
}

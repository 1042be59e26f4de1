package dev.grader.cli.submit;

import java.time.Instant;
import java.util.Optional;

/**
 * What submitting would cost, as the service quotes it.
 *
 * @param line of the assignment, as it would be; empty from a server that does not say
 * @param free whether there is nothing to agree to
 */
public record Quote(String id, boolean free, Optional<Line> line, String explanation) {
    /** The student's own due date. */
    public record Line(Optional<Instant> due) {}

    Optional<Instant> due() {
        return line.flatMap(Line::due);
    }

    /** Whether it is worth a question. */
    boolean costs() {
        return !free;
    }
}

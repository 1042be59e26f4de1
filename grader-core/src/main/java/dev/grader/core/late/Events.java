package dev.grader.core.late;

import java.util.List;

/** Events by kind. */
final class Events {
    private Events() {}

    /** Those of a kind, in their order. */
    static <E extends Event> List<E> of(Class<E> kind, List<Event> events) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}

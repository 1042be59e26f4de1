package dev.grader.core.score;

import dev.grader.core.measurement.Evidence;
import java.util.List;
import java.util.stream.Stream;

/** Picks evidence of one type. */
final class Of {
    private Of() {}

    static <T extends Evidence> Stream<T> type(Class<T> type, List<Evidence> evidence) {
        return evidence.stream().filter(type::isInstance).map(type::cast);
    }
}

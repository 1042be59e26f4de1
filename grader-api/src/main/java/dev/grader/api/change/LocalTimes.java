package dev.grader.api.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.api.term.Decisions.Decision;
import dev.grader.core.time.WrittenMoment;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decisions whose times were written without a zone, as these follow that of the course. */
final class LocalTimes {
    private LocalTimes() {}

    /** For who changes the zone; none where nothing follows it. */
    static List<String> notes(List<Decision> decisions, ZoneId before, ZoneId after) {
        String following = decisions.stream()
                .filter(decision -> decision.id() > 0 && hasLocalTime(decision.detail()))
                .map(decision -> Long.toString(decision.id()))
                .collect(Collectors.joining(", "));
        return before.equals(after) || following.isEmpty()
                ? List.of()
                : List.of("Times without a zone in the decisions " + following + " were in " + before + ", and are in "
                        + after + " then.");
    }

    private static boolean hasLocalTime(JsonNode detail) {
        return Stream.of("until", "from", "to", "at")
                .map(detail::path)
                .filter(JsonNode::isTextual)
                .anyMatch(text -> WrittenMoment.parse(text.asText()) instanceof WrittenMoment.Local);
    }
}

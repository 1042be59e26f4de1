package dev.grader.api.term;

import dev.grader.api.term.TermSubmissions.Handed;
import dev.grader.core.late.Event;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Submissions as events of the late ledger. */
final class TermEvents {
    private TermEvents() {}

    /**
     * One for each submission, as members of a team answer for its lateness together, also where a document of theirs is worth
     * other points to each.
     *
     * @param marked points by rubrics
     */
    static List<Event.Submission> of(List<Handed> handed, RubricPoints marked) {
        return handed.stream()
                .map(one -> one.isFile()
                        ? one.event(Optional.empty(), points(one, marked))
                        : one.event(one.points(), Map.of()))
                .toList();
    }

    /** Of the members who have some for this document. */
    private static Map<String, BigDecimal> points(Handed handed, RubricPoints marked) {
        Map<String, BigDecimal> points = new HashMap<>(marked.ofDocument(handed.id()));
        points.keySet().retainAll(handed.people());
        return points;
    }
}

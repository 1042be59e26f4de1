package dev.grader.api.term;

import dev.grader.api.term.TermSubmissions.Handed;
import dev.grader.core.gradebook.term.Facts.CellKey;
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
    static List<Event.Submission> of(List<Handed> handed, Map<CellKey, BigDecimal> marked) {
        return handed.stream()
                .map(one -> one.isFile()
                        ? one.event(Optional.empty(), points(one, marked))
                        : one.event(one.points(), Map.of()))
                .toList();
    }

    /** Of the members who have some. */
    private static Map<String, BigDecimal> points(Handed handed, Map<CellKey, BigDecimal> marked) {
        Map<String, BigDecimal> points = new HashMap<>();
        for (String member : handed.people()) {
            BigDecimal own = marked.get(new CellKey(member, handed.slug()));
            if (own != null) {
                points.put(member, own);
            }
        }
        return points;
    }
}

package dev.grader.api.term;

import dev.grader.api.term.TermSubmissions.Handed;
import dev.grader.core.gradebook.term.Facts.CellKey;
import dev.grader.core.late.Event;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Submissions as events of the late ledger. */
final class TermEvents {
    private TermEvents() {}

    /**
     * One for each submission. Where a document of a team has other points for each member, one for each member: what they
     * answer for together is then only the time.
     *
     * @param marked points by rubrics
     */
    static List<Event.Submission> of(List<Handed> handed, Map<CellKey, BigDecimal> marked) {
        return handed.stream().flatMap(one -> events(one, marked)).toList();
    }

    private static Stream<Event.Submission> events(Handed handed, Map<CellKey, BigDecimal> marked) {
        if (!handed.isFile()) {
            return Stream.of(handed.event(handed.points()));
        }
        Set<Optional<BigDecimal>> points = handed.people().stream()
                .map(member -> points(marked, member, handed))
                .collect(Collectors.toSet());
        if (points.size() == 1) {
            return Stream.of(handed.event(points.iterator().next()));
        }
        return handed.people().stream()
                .map(member -> new Event.Submission(
                        ownId(handed.id().toString(), member),
                        handed.slug(),
                        List.of(member),
                        handed.at(),
                        points(marked, member, handed),
                        false));
    }

    /** Of a member's own event, where those of a team have other points each. */
    static String ownId(String submission, String member) {
        return submission + "/" + member;
    }

    private static Optional<BigDecimal> points(Map<CellKey, BigDecimal> marked, String member, Handed handed) {
        return Optional.ofNullable(marked.get(new CellKey(member, handed.slug())));
    }
}

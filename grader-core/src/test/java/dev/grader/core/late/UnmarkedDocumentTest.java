package dev.grader.core.late;

import static dev.grader.core.late.LateVectorsTest.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.late.policy.Policy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that people mark, where the best counts. */
class UnmarkedDocumentTest {
    private static final Instant DUE = Instant.parse("2024-03-10T20:29:00Z");
    private static final Duration EARLY = Duration.ofHours(-5);
    private static final Duration LATE = Duration.ofHours(5);

    @ParameterizedTest
    @ValueSource(strings = {"automatic", "best"})
    void whatNobodyHasMarkedDoesNotStandForFullMarksBesideWhatIsMarked(String use) {
        List<Event> first = List.of(document("a", EARLY, 60), document("b", LATE, null));
        assertThat(entry(use, "none", first).submission()).contains("a");
        assertThat(entry(use, "none", first).points()).contains(new BigDecimal("60.00"));

        List<Event> second = List.of(document("a", EARLY, null), document("b", LATE, 60));
        assertThat(entry(use, "none", second).submission()).contains("b");

        List<Event> both = List.of(document("a", EARLY, 60), document("b", LATE, 80));
        assertThat(entry(use, "none", both).submission()).contains("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"automatic", "best"})
    void whatIsRefusedKeepsNothingElseFromCounting(String use) {
        List<Event> events = List.of(document("a", EARLY, null), document("b", LATE, 60));
        LedgerEntry entry = entry(use, "refused", events);
        assertThat(entry.submission()).contains("a");
        assertThat(entry.points()).isEmpty();
    }

    @Test
    void codeStandsForFullMarksUntilItIsGraded() {
        Event grading = new Event.Submission("b", "hw", List.of("ada"), DUE.plus(LATE), Optional.empty(), false);
        LedgerEntry entry = entry("automatic", "none", List.of(document("a", EARLY, 60), grading));
        assertThat(entry.submission()).contains("b");
        assertThat(entry.points()).isEmpty();
    }

    /** Each member of a team has marks of their own. */
    @Test
    void ofATeamEachMemberIsComparedAlone() {
        Event together = new Event.Submission(
                "t",
                "hw",
                List.of("ada", "ben"),
                DUE.plus(LATE),
                Optional.empty(),
                false,
                Map.of("ben", BigDecimal.TEN),
                true);
        List<Event> events = List.of(document("a", EARLY, 60), together);
        assertThat(entry("automatic", "none", events).submission()).contains("a");
        assertThat(evaluate("automatic", "none", events).entry("ben", "hw").points())
                .contains(new BigDecimal("10.00"));
    }

    /** Without a day left the second would have come after the cut-off, and the first, that nobody has marked, would count. */
    @Test
    void itDoesNotTakeThePlaceOfWhatIsMarkedInBestUse() {
        String body =
                "use: best\nrounding: down\nbudgets: [{name: slack, amount: 1}]\nafter_budget: none\ncut_off: {after: 0}";
        List<Event> events = List.of(document("a", EARLY, null), document("b", LATE, 60));
        LedgerEntry entry = evaluate(policy(body), events).entry("ada", "hw");
        assertThat(entry.submission()).contains("b");

        List<Event> marked = List.of(document("a", EARLY, 90), document("b", LATE, 60));
        assertThat(evaluate(policy(body), marked).entry("ada", "hw").submission())
                .contains("a");
    }

    private static Event document(String id, Duration late, @Nullable Integer points) {
        return new Event.Submission(
                id,
                "hw",
                List.of("ada"),
                DUE.plus(late),
                Optional.ofNullable(points).map(BigDecimal::valueOf),
                false,
                Map.of(),
                true);
    }

    private static LedgerEntry entry(String use, String beyond, List<Event> events) {
        return evaluate(use, beyond, events).entry("ada", "hw");
    }

    private static Ledger evaluate(String use, String beyond, List<Event> events) {
        return evaluate(policy("counted: best\nuse: " + use + "\nafter_budget: " + beyond), events);
    }

    private static Ledger evaluate(Policy policy, List<Event> events) {
        Calendar calendar = new Calendar(
                ZoneOffset.UTC,
                List.of("ada", "ben"),
                List.of(Part.due("hw", "practical", DUE, BigDecimal.valueOf(100))));
        return LateEvaluation.evaluate(policy, calendar, events);
    }
}

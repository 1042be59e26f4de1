package dev.grader.core.gradebook.term;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.gradebook.scheme.SchemeParser;
import dev.grader.core.late.Event;
import dev.grader.core.late.file.PolicyParser;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GradebookChangesTest {
    private static final Instant DUE = Instant.parse("2026-03-01T12:00:00Z");

    /** The grade is open as before, and will be another one. */
    @Test
    void whatLatenessWillCostIsShownBeforeTheWorkIsGraded() {
        GradebookChanges changes = GradebookChanges.between(gradebook(10), gradebook(50));
        assertThat(changes.cells()).singleElement().satisfies(change -> {
            assertThat(change.before().entry().explanation()).contains("10 %");
            assertThat(change.after().entry().explanation()).contains("50 %");
        });
        assertThat(changes.grades()).isEmpty();
    }

    @Test
    void theSameIsNoChange() {
        assertThat(GradebookChanges.between(gradebook(10), gradebook(10)).isEmpty())
                .isTrue();
    }

    /** With one submission that is a day late and not graded. */
    private static Gradebook gradebook(int percentPerDay) {
        return Gradebook.of(new Facts(
                PolicyParser.parse(
                        "policy.yaml", "schema: 1\ntitle: late\nafter_budget: {per_unit: " + percentPerDay + "}\n"),
                SchemeParser.parse("scheme.yaml", "schema: 1\ncomponents: [{id: all, weight: 100, items: [hw]}]\n"),
                ZoneOffset.UTC,
                Optional.empty(),
                List.of(new Student("ada", "Ada")),
                List.of(new Column(
                        "hw",
                        "Homework",
                        "homework",
                        Column.Kind.CODE,
                        Optional.empty(),
                        Optional.of(DUE),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(BigDecimal.TEN))),
                List.of(new Event.Submission(
                        "s", "hw", List.of("ada"), DUE.plus(Duration.ofDays(1)), Optional.empty(), false)),
                Map.of(),
                Map.of(),
                DUE.plus(Duration.ofDays(9))));
    }
}

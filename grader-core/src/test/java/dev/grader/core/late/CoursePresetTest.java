package dev.grader.core.late;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.late.LedgerEntry.Status;
import dev.grader.core.late.file.LatePresets;
import dev.grader.core.late.policy.Extra;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.time.SecondCalendar;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A term of the course that a preset was written down from. */
class CoursePresetTest {
    private static final Policy SHARIF = LatePresets.policy("sharif-ce-40719");
    private static final Instant DUE = Instant.parse("2024-03-10T20:29:00Z");

    @ParameterizedTest
    @CsvSource({
        // category, days late, days used, points of 80, how it ended
        "practical,   0,  0, 80.00, ON_TIME",
        "practical,   1,  1, 80.00, COVERED",
        "practical,   3,  3, 80.00, COVERED",
        "practical,   4,  3, 72.00, PENALISED", // 10 % of what was earned for the day beyond three
        "practical,   5,  3, 64.00, PENALISED",
        "practical,   12, 3, 8.00,  PENALISED",
        "practical,   13, 0, 0.00,  PENALISED", // nothing is left, so no day is used; and it is not refused
        "practical,   99, 0, 0.00,  PENALISED",
        "theoretical, 3,  3, 80.00, COVERED",
        "theoretical, 4,  3, 72.00, PENALISED",
        "theoretical, 13, 0, 0.00,  PENALISED",
    })
    void courseAForOnePart(String category, int days, int charged, BigDecimal points, Status status) {
        LedgerEntry entry = play(category, days).getFirst();
        assertThat(entry.charged()).isEqualTo(charged);
        assertThat(entry.points()).contains(points);
        assertThat(entry.status()).isEqualTo(status);
    }

    @Test
    void courseAOverATerm() {
        List<LedgerEntry> theory = play("theoretical", 3, 4, 1, 13);
        assertThat(theory).extracting(LedgerEntry::charged).containsExactly(3, 2, 0, 0);
        assertThat(points(theory)).containsExactly("80.00", "64.00", "72.00", "0.00");
        List<LedgerEntry> practice = play("practical", 3, 3, 4, 3, 2);
        assertThat(practice).extracting(LedgerEntry::charged).containsExactly(3, 3, 3, 1, 0);
        assertThat(points(practice)).containsExactly("80.00", "80.00", "72.00", "64.00", "64.00");
        assertThat(theory).extracting(LedgerEntry::status).doesNotContain(Status.REFUSED);
        assertThat(practice.getLast().explanation())
                .isEqualTo("2 days late; none of your 10 practical days is left;"
                        + " 20 % of the earned points lost for 2 days");
    }

    /** Of these three courses no late policy is known: lateness is written down and takes nothing. */
    @ParameterizedTest
    @CsvSource({
        // preset, category, days late, points of 80, how it ended
        "sharif-math-dl,     assignments, 0,   80.00, ON_TIME",
        "sharif-math-dl,     assignments, 1,   80.00, COVERED",
        "sharif-math-dl,     paper,       40,  80.00, COVERED",
        "intro-dl-pytorch,   tasks,       0,   80.00, ON_TIME",
        "intro-dl-pytorch,   tasks,       3,   80.00, COVERED",
        "intro-dl-pytorch,   tasks,       400, 80.00, COVERED",
        "tum-theory-seminar, slides,      0,   80.00, ON_TIME",
        "tum-theory-seminar, slides,      2,   80.00, COVERED",
        "tum-theory-seminar, report,      60,  80.00, COVERED",
    })
    void withoutAPolicyLatenessIsOnlyWrittenDown(
            String preset, String category, int days, BigDecimal points, Status status) {
        LedgerEntry entry = play(LatePresets.policy(preset), category, days).getFirst();
        assertThat(entry.late()).isEqualTo(days);
        assertThat(entry.charged()).isZero();
        assertThat(entry.budget()).isEmpty();
        assertThat(entry.points()).contains(points);
        assertThat(entry.status()).isEqualTo(status);
        if (days > 0) {
            assertThat(entry.explanation()).contains("late").endsWith("; no penalty");
        }
    }

    /** The proposal is due at the end of the 1st of Azar 1402 in Tehran; one of a pair has an extension. */
    @Test
    void courseBPairsAreLateAlone() {
        Instant azar = LocalDateTime.of(2023, 11, 22, 23, 59, 59)
                .atZone(ZoneId.of("Asia/Tehran"))
                .toInstant();
        Calendar calendar = new Calendar(
                ZoneId.of("Asia/Tehran"),
                Optional.of(SecondCalendar.SOLAR_HIJRI),
                List.of(),
                List.of(Part.due("proposal", "paper", azar, BigDecimal.valueOf(100))),
                Map.of());
        List<Event> events = List.of(
                new Event.Submission(
                        "s",
                        "proposal",
                        List.of("ada", "ben"),
                        azar.plus(Duration.ofHours(30)),
                        Optional.of(BigDecimal.valueOf(80)),
                        false),
                new Event.Extension("proposal", Set.of("ben"), new Allowance.By(new Extra(2, 0)), "illness"));
        Ledger ledger = LateEvaluation.evaluate(LatePresets.policy("sharif-math-dl"), calendar, events);
        assertThat(ledger.entry("ada", "proposal").explanation()).isEqualTo("30 h late = 2 days; no penalty");
        assertThat(ledger.entry("ben", "proposal").explanation())
                .isEqualTo("on time, due 2023-11-24 23:59:59 (3 Azar 1402) by an extension (illness)");
        assertThat(ledger.balances()).isEmpty();
    }

    private static List<String> points(List<LedgerEntry> entries) {
        return entries.stream()
                .map(entry -> entry.points().orElseThrow().toPlainString())
                .toList();
    }

    /** One part every month, handed in so many days late for 80 of 100 points. */
    private static List<LedgerEntry> play(String category, int... daysLate) {
        return play(SHARIF, category, daysLate);
    }

    private static List<LedgerEntry> play(Policy policy, String category, int... daysLate) {
        List<Part> parts = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < daysLate.length; i++) {
            Instant due = DUE.plus(Duration.ofDays(30L * i));
            parts.add(Part.due("hw" + i, category, due, BigDecimal.valueOf(100)));
            events.add(new Event.Submission(
                    "s" + i,
                    "hw" + i,
                    List.of("ada"),
                    due.plus(Duration.ofDays(daysLate[i])),
                    Optional.of(BigDecimal.valueOf(80)),
                    false));
        }
        return LateEvaluation.evaluate(policy, new Calendar(ZoneOffset.UTC, List.of(), parts), events)
                .entries();
    }
}

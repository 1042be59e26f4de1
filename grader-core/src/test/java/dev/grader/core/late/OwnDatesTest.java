package dev.grader.core.late;

import static dev.grader.core.late.LateVectorsTest.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.late.LedgerEntry.Status;
import dev.grader.core.late.policy.Extra;
import dev.grader.core.late.policy.Policy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnDatesTest {
    private static final Instant DUE = Instant.parse("2024-03-10T20:29:00Z");
    private static final String BUDGET = "budgets: [{name: slack, amount: 5}]\ncap: 3\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "never",
            value = {
                // policy | closes after | gains until
                "after_budget: none                                     | never     | never",
                "after_budget: refused                                  | PT0S      | PT0S",
                "after_budget: zero                                     | never     | PT0S",
                "after_budget: {per_unit: 10}                           | never     | PT216H", // nothing from the tenth
                // day on
                "cap: 3;after_budget: {per_unit: 10}                    | never     | PT216H", // no budget to use
                "BUDGET;after_budget: {per_unit: 10}                    | never     | PT288H",
                "BUDGET;after_budget: refused                           | PT72H     | PT72H",
                "BUDGET;partial: false;after_budget: refused            | PT72H     | PT72H",
                "BUDGET;after_cap: refused;after_budget: {per_unit: 10} | never     | PT288H", // as if the budget were
                // empty
                "BUDGET;after_budget: {per_unit: 10};cut_off: {after: 2}| PT120H    | PT120H",
                "BUDGET;after_budget: {per_unit: 10};cut_off: {after: 2, moved_by_slack: false} | PT48H | PT48H",
                "after_budget: {reaches: 50, after: 7}                  | never     | never",
                "unit: hour;after_budget: {keeps: 50}                   | never     | PT13H", // an hour later, 0.003 of
                // 50 points round to none
                "grace: {minutes: 10, at: every};after_budget: refused  | PT10M     | PT10M",
            })
    void endsFollowFromThePolicy(String text, Duration closes, Duration gains) {
        Policy policy = policy(text.replace("BUDGET;", BUDGET).replace(';', '\n'));
        OwnDates.Dates dates = new OwnDates(policy, calendar(), List.of()).of("ada", "hw");
        assertThat(dates.closes()).isEqualTo(Optional.ofNullable(closes).map(DUE::plus));
        assertThat(dates.gains()).isEqualTo(Optional.ofNullable(gains).map(DUE::plus));
    }

    @Test
    void everythingMovesWithTheOwnDueDate() {
        Part part = new Part(
                "hw",
                "theory",
                Optional.of(DUE),
                Optional.of(DUE.plus(Duration.ofDays(2))),
                Optional.of(DUE.minus(Duration.ofDays(1))),
                BigDecimal.valueOf(50),
                BigDecimal.ONE);
        Calendar calendar = new Calendar(ZoneOffset.UTC, List.of("ada", "ben", "cem"), List.of(part));
        List<Event> events = List.of(
                new Event.Accommodation("ada", new Extra(1, 0), Set.of(), ""),
                new Event.Extension("hw", Set.of("ada"), new Allowance.By(new Extra(0, 6)), "illness"),
                new Event.Extension("hw", Set.of("cem"), new Allowance.Endless(), "visa"));
        OwnDates dates = new OwnDates(policy("after_budget: {per_unit: 10}"), calendar, events);
        OwnDates.Dates ada = dates.of("ada", "hw");
        assertThat(ada.due()).contains(DUE.plus(Duration.ofHours(30)));
        assertThat(ada.checkpoint()).contains(DUE.plus(Duration.ofHours(6)));
        assertThat(ada.closes()).contains(DUE.plus(Duration.ofHours(78)));
        assertThat(ada.why()).containsExactly("more time for the whole course (1 day)", "an extension (illness)");
        assertThat(ada.isClosed(DUE.plus(Duration.ofHours(78)))).isFalse();
        assertThat(ada.isClosed(DUE.plus(Duration.ofHours(78)).plusSeconds(1))).isTrue();
        assertThat(dates.of("ben", "hw").closes()).contains(DUE.plus(Duration.ofDays(2)));
        assertThat(dates.of("cem", "hw").due()).isEmpty();
        assertThat(dates.lastGain("hw", List.of("ada", "ben"))).isEqualTo(ada.closes());
        assertThat(dates.lastGain("hw", List.of("ben"))).contains(DUE.plus(Duration.ofDays(2)));
        assertThat(dates.lastGain("hw", List.of("ada", "cem"))).isEmpty();
        assertThat(dates.lastCount("hw", List.of("ben", "ada"))).isEqualTo(ada.closes());
        assertThat(dates.lastCount("hw", List.of("ben", "cem"))).isEmpty();
    }

    @Test
    void whoIsExcusedKeepsNobodyWaiting() {
        List<Event> events = List.of(
                new Event.Extension("hw", Set.of("ada"), new Allowance.By(new Extra(9, 0)), ""),
                new Event.Excuse("ada", "hw", ""));
        OwnDates dates = new OwnDates(policy("after_budget: refused"), calendar(), events);
        assertThat(dates.lastGain("hw", List.of("ada", "ben"))).contains(DUE);
        assertThat(dates.lastGain("hw", List.of())).contains(DUE);
    }

    @Test
    void theLastGainOfManyIsTheLatestOfTheirOwn() {
        for (long seed = 0; seed < 500; seed++) {
            RandomTerm term = RandomTerm.of(seed);
            OwnDates dates = new OwnDates(term.policy(), term.calendar(), term.events());
            for (Part part : term.calendar().parts()) {
                List<Instant> ends = new ArrayList<>();
                for (String student : RandomTerm.STUDENTS) {
                    boolean isExcused = Events.of(Event.Excuse.class, term.events()).stream()
                            .anyMatch(excuse -> excuse.member().equals(student)
                                    && excuse.part().equals(part.id()));
                    if (!isExcused) {
                        ends.add(dates.of(student, part.id()).gains().orElse(Instant.MAX));
                    }
                }
                if (!ends.isEmpty()) {
                    assertThat(dates.lastGain(part.id(), RandomTerm.STUDENTS).orElse(Instant.MAX))
                            .as("term " + seed + ", " + part.id() + ": " + term)
                            .isEqualTo(Collections.max(ends));
                }
            }
        }
    }

    /** Whatever the ledger gives points or counts is within the ends. */
    @Test
    void noLedgerCountsWhatComesLater() {
        int late = 0;
        for (long seed = 0; seed < 2_000; seed++) {
            RandomTerm term = RandomTerm.of(seed);
            OwnDates dates = new OwnDates(term.policy(), term.calendar(), term.events());
            for (LedgerEntry entry : term.ledger().entries()) {
                Optional<Instant> at = Events.of(Event.Submission.class, term.events()).stream()
                        .filter(submission -> entry.submission().equals(Optional.of(submission.id())))
                        .map(Event.Submission::at)
                        .findFirst();
                if (at.isEmpty() || entry.late() == 0) {
                    continue;
                }
                OwnDates.Dates own = dates.of(entry.member(), entry.part());
                String about = "term " + seed + ", " + entry + ": " + term;
                if (entry.status() != Status.REFUSED) {
                    assertThat(own.isClosed(at.get())).as(about).isFalse();
                }
                if (entry.points().filter(points -> points.signum() > 0).isPresent()) {
                    long last = own.gains().orElse(Instant.MAX).getEpochSecond();
                    assertThat(at.get().getEpochSecond()).as(about).isLessThanOrEqualTo(last);
                }
                late++;
            }
        }
        assertThat(late).isGreaterThan(2_000);
    }

    private static Calendar calendar() {
        List<Part> parts = new ArrayList<>();
        parts.add(Part.due("hw", "theory", DUE, BigDecimal.valueOf(50)));
        return new Calendar(ZoneOffset.UTC, List.of("ada", "ben"), parts);
    }
}

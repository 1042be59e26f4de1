package dev.grader.core.late;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.late.LedgerEntry.Status;
import dev.grader.core.late.file.PolicyParser;
import dev.grader.core.late.policy.Extra;
import dev.grader.core.late.policy.Policy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other graders get wrong, as tables. Everything is due on the evening before clocks in New York go from 2:00 to 3:00. */
class LateVectorsTest {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final Instant DUE =
            LocalDateTime.of(2026, 3, 7, 23, 59).atZone(ZONE).toInstant();
    private static final String DAYS = "budgets: [{name: slack, amount: 5}]\n";
    private static final String TEN = "after_budget: {per_unit: 10}\n";

    @ParameterizedTest
    @CsvSource({
        // grace min, days, late by absolute time, days late
        "0,  absolute,   PT0S,       0",
        "0,  absolute,   PT-5H,      0",
        "0,  absolute,   PT0.4S,     0",
        "0,  absolute,   PT0.999S,   0",
        "0,  absolute,   PT1S,       1",
        "10, absolute,   PT600S,     0",
        "10, absolute,   PT600.9S,   0",
        "10, absolute,   PT601S,     1",
        "0,  absolute,   PT24H,      1",
        "0,  absolute,   PT24H1S,    2",
        "0,  absolute,   PT23H,      1",
        "0,  absolute,   PT60H,      3",
        // 24 hours are 25 on the clock in this night; 23 are from one 23:59:00 to the next
        "0,  wall_clock, PT0S,       0",
        "0,  wall_clock, PT1S,       1",
        "0,  wall_clock, PT23H,      1",
        "0,  wall_clock, PT23H1S,    2",
        "0,  wall_clock, PT24H,      2",
        "0,  wall_clock, PT47H,      2",
        "0,  wall_clock, PT47H1S,    3",
    })
    void daysLate(int graceMinutes, String days, Duration late, int expected) {
        Policy policy = policy("days: " + days + "\ngrace: {minutes: " + graceMinutes + "}\n" + DAYS + TEN);
        assertThat(ledger(policy, handedIn("hw", "ada", late))
                        .entry("ada", "hw")
                        .late())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // where, late, days late
        "first, PT600S,    0",
        "first, PT601S,    1",
        "first, PT24H,     1",
        "first, PT24H1S,   2",
        "every, PT601S,    1",
        "every, PT24H10M,  1",
        "every, PT24H601S, 2",
    })
    void graceIsForTheDueDateOrForEveryDay(String where, Duration late, int expected) {
        Policy policy = policy("grace: {minutes: 10, at: " + where + "}\n" + DAYS + TEN);
        assertThat(ledger(policy, handedIn("hw", "ada", late))
                        .entry("ada", "hw")
                        .late())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "day,  up,      PT36H,  2",
        "day,  down,    PT36H,  1",
        "day,  nearest, PT36H,  2",
        "day,  nearest, PT35H59M59S, 1",
        "day,  down,    PT24H,  1",
        "day,  down,    PT23H59M59S, 0",
        "12h,  up,      PT12H1S, 2",
        "hour, up,      PT3H12M, 4",
        "hour, down,    PT3H12M, 3",
    })
    void unitsAndRounding(String unit, String rounding, Duration late, int expected) {
        Policy policy = policy("unit: " + unit + "\nrounding: " + rounding + "\n" + DAYS + TEN);
        assertThat(ledger(policy, handedIn("hw", "ada", late))
                        .entry("ada", "hw")
                        .late())
                .isEqualTo(expected);
    }

    @Test
    void aDayThatEndsInASkippedHourEndsWithTheHour() {
        // due at 2:30; the next night has no 2:30: the clocks go from 2:00 to 3:00
        Instant due = LocalDateTime.of(2026, 3, 7, 2, 30).atZone(ZONE).toInstant();
        Instant three = LocalDateTime.of(2026, 3, 8, 3, 0).atZone(ZONE).toInstant();
        Policy policy = policy("days: wall_clock\n" + DAYS + TEN);
        assertThat(policy.clock().units(due, three, ZONE)).isEqualTo(1);
        assertThat(policy.clock().units(due, three.plusSeconds(1), ZONE)).isEqualTo(2);
    }

    @Test
    void aDayThatEndsInAnHourThatComesTwiceEndsTheSecondTime() {
        Instant due = LocalDateTime.of(2026, 10, 31, 1, 30).atZone(ZONE).toInstant();
        Policy policy = policy("days: wall_clock\n" + DAYS + TEN);
        assertThat(policy.clock().units(due, due.plus(Duration.ofHours(25)), ZONE))
                .isEqualTo(1);
        assertThat(policy.clock().units(due, due.plus(Duration.ofHours(25)).plusSeconds(1), ZONE))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        // cap 2, budget 5, three days late
        "false, zero,            0, 5, ZERO,      0.00", // Submitty: all or nothing
        "true,  '{per_unit: 10}', 2, 3, PENALISED, 81.00", // Autolab: two covered, one day of penalty
        "true,  refused,         0, 5, REFUSED,   0.00", // days that would buy nothing are not charged
        "true,  none,            0, 5, COVERED,   90.00",
    })
    void whatFollowsTheCap(boolean partial, String after, int charged, int left, Status status, BigDecimal points) {
        Policy policy = policy("cap: 2\npartial: " + partial + "\n" + DAYS + "after_budget: " + after + "\n");
        LedgerEntry entry =
                ledger(policy, handedIn("hw", "ada", Duration.ofDays(3))).entry("ada", "hw");
        assertThat(entry.charged()).isEqualTo(charged);
        assertThat(entry.left()).isEqualTo(left);
        assertThat(entry.status()).isEqualTo(status);
        assertThat(entry.points()).contains(points);
    }

    @Test
    void anExtensionOfTwoDaysComesBeforeTheBudget() {
        Policy policy = policy("cap: 2\n" + DAYS + TEN);
        for (Allowance allowance :
                List.of(new Allowance.By(new Extra(2, 0)), new Allowance.Until(DUE.plus(Duration.ofDays(2))))) {
            LedgerEntry entry = ledger(
                            policy, handedIn("hw", "ada", Duration.ofDays(3)), extension("hw", "ada", allowance))
                    .entry("ada", "hw");
            assertThat(entry.late()).isEqualTo(1);
            assertThat(entry.charged()).isEqualTo(1);
            assertThat(entry.points()).contains(new BigDecimal("90.00"));
        }
    }

    @Test
    void anExtensionWithoutEndCostsNothing() {
        LedgerEntry entry = ledger(
                        policy(DAYS + TEN),
                        handedIn("hw", "ada", Duration.ofDays(300)),
                        extension("hw", "ada", new Allowance.Endless()))
                .entry("ada", "hw");
        assertThat(entry.late()).isZero();
        assertThat(entry.charged()).isZero();
        assertThat(entry.explanation()).isEqualTo("on time, thanks to an extension without end (ill)");
    }

    @Test
    void aBudgetLoweredBelowItsUseIsEmptyAndNoError() {
        Ledger ledger = ledger(
                policy(DAYS + TEN),
                handedIn("hw", "ada", Duration.ofDays(4)),
                handedIn("hw2", "ada", Duration.ofDays(30 + 2)),
                new Event.BudgetChange(
                        "slack", Set.of(), new Event.Change.To(1), DUE.plus(Duration.ofDays(9)), "too many"));
        assertThat(ledger.entry("ada", "hw").charged()).isEqualTo(4);
        assertThat(ledger.entry("ada", "hw2").before()).isZero();
        assertThat(ledger.entry("ada", "hw2").charged()).isZero();
        assertThat(ledger.balances()).containsExactly(new Ledger.Balance("ada", "slack", 1, 4, 0));
    }

    @Test
    void aBudgetChangesFromItsDateOnThatDateIncluded() {
        Event change = new Event.BudgetChange("slack", Set.of("ada"), new Event.Change.By(2), DUE, "");
        Ledger ledger = ledger(policy(DAYS + TEN), handedIn("hw", "ada", Duration.ofDays(7)), change);
        assertThat(ledger.entry("ada", "hw").total()).isEqualTo(7);
        Event later = new Event.BudgetChange("slack", Set.of("ada"), new Event.Change.By(2), DUE.plusSeconds(1), "");
        assertThat(ledger(policy(DAYS + TEN), handedIn("hw", "ada", Duration.ofDays(7)), later)
                        .entry("ada", "hw")
                        .total())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        // two days late together; ada has 1 day left, ben 3
        "each,        1, 90.00, 2, 100.00",
        "all_or_none, 0, 80.00, 0, 80.00",
        "minimum,     1, 90.00, 1, 90.00",
        "maximum,     1, 100.00, 2, 100.00",
    })
    void teams(String rule, int ada, BigDecimal adasPoints, int ben, BigDecimal bensPoints) {
        Policy policy = policy("team: " + rule + "\nbudgets: [{name: slack, amount: 3}]\n" + TEN);
        Ledger ledger = ledger(
                policy,
                new Event.BudgetChange("slack", Set.of("ada"), new Event.Change.To(1), DUE, ""),
                new Event.Submission(
                        "s1",
                        "hw",
                        List.of("ada", "ben"),
                        DUE.plus(Duration.ofDays(2)),
                        Optional.of(BigDecimal.valueOf(100)),
                        false));
        assertThat(ledger.entry("ada", "hw").charged()).isEqualTo(ada);
        assertThat(ledger.entry("ada", "hw").points()).contains(adasPoints);
        assertThat(ledger.entry("ben", "hw").charged()).isEqualTo(ben);
        assertThat(ledger.entry("ben", "hw").points()).contains(bensPoints);
    }

    @Test
    void aTeamThatChangesLaterLeavesTheSubmissionToWhoMadeIt() {
        Event together = team("s1", "hw", List.of("ada", "ben"), Duration.ofDays(1));
        Event later = team("s2", "hw", List.of("ben", "cem"), Duration.ofDays(2));
        Ledger ledger = ledger(policy(DAYS + TEN), together, later);
        assertThat(ledger.entry("ada", "hw").submission()).contains("s1");
        assertThat(ledger.entry("ada", "hw").charged()).isEqualTo(1);
        assertThat(ledger.entry("ben", "hw").submission()).contains("s2");
        assertThat(ledger.entry("ben", "hw").charged()).isEqualTo(2);
        assertThat(ledger.entry("cem", "hw").charged()).isEqualTo(2);
    }

    @Test
    void aDueDateThatIsMovedGivesItsDaysBackAndMovingItBackTakesThemAgain() {
        Policy policy = policy(DAYS + TEN);
        List<Event> events = List.of(handedIn("hw", "ada", Duration.ofDays(2)));
        Calendar moved = new Calendar(
                ZONE,
                List.of(),
                List.of(Part.due("hw", "practical", DUE.plus(Duration.ofDays(2)), BigDecimal.valueOf(100))));
        Ledger before = LateEvaluation.evaluate(policy, calendar(), events);
        assertThat(before.entry("ada", "hw").charged()).isEqualTo(2);
        assertThat(LateEvaluation.evaluate(policy, moved, events)
                        .entry("ada", "hw")
                        .charged())
                .isZero();
        assertThat(LateEvaluation.evaluate(policy, calendar(), events)).isEqualTo(before);
    }

    @Test
    void aChoiceThatIsSwitchedBackGivesItsDaysBack() {
        Policy policy = policy("counted: chosen\n" + DAYS + TEN);
        List<Event> events = new ArrayList<>(List.of(
                team("s1", "hw", List.of("ada"), Duration.ZERO), team("s2", "hw", List.of("ada"), Duration.ofDays(2))));
        assertThat(charged(policy, events)).isEqualTo(2);
        events.add(new Event.Choice("ada", "hw", "s1", DUE.plus(Duration.ofDays(3))));
        assertThat(charged(policy, events)).isZero();
        events.add(new Event.Choice("ada", "hw", "s2", DUE.plus(Duration.ofDays(4))));
        assertThat(charged(policy, events)).isEqualTo(2);
        events.add(new Event.Choice("ada", "hw", "s1", DUE.plus(Duration.ofDays(5))));
        assertThat(charged(policy, events)).isZero();
    }

    @Test
    void whatIsExcusedIsNotCounted() {
        Ledger ledger = ledger(
                policy(DAYS + TEN),
                handedIn("hw", "ada", Duration.ofDays(5)),
                new Event.Excuse("ada", "hw", "ill"),
                handedIn("hw2", "ada", Duration.ofDays(32)));
        assertThat(ledger.entry("ada", "hw").status()).isEqualTo(Status.EXCUSED);
        assertThat(ledger.entry("ada", "hw").explanation()).isEqualTo("excused: ill");
        assertThat(ledger.entry("ada", "hw2").before()).isEqualTo(5);
    }

    @Test
    void equalDueDatesAreChargedInTheOrderOfTheirIds() {
        List<Part> parts = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (String id : List.of("c", "a", "b")) {
            parts.add(Part.due(id, "practical", DUE, BigDecimal.valueOf(100)));
            events.add(handedIn(id, "ada", Duration.ofDays(2)));
        }
        Ledger ledger = LateEvaluation.evaluate(policy(DAYS + TEN), new Calendar(ZONE, List.of(), parts), events);
        assertThat(ledger.entries()).extracting(LedgerEntry::part).containsExactly("a", "b", "c");
        assertThat(ledger.entries()).extracting(LedgerEntry::charged).containsExactly(2, 2, 1);
    }

    @Test
    void practiceCostsNothing() {
        Event practice = new Event.Submission(
                "s1", "hw", List.of("ada"), DUE.plus(Duration.ofDays(2)), Optional.of(BigDecimal.TEN), true);
        assertThat(ledger(policy(DAYS + TEN), practice).entry("ada", "hw").status())
                .isEqualTo(Status.MISSING);
    }

    @Test
    void bestAfterPenaltyTakesTheOneWithTheMostPointsLeft() {
        Policy policy = policy("counted: best\n" + TEN);
        Ledger ledger = ledger(
                policy,
                graded("s1", Duration.ZERO, 70),
                graded("s2", Duration.ofDays(1), 90),
                graded("s3", Duration.ofDays(4), 100));
        // 70, 90 less 10 % is 81, 100 less 40 % is 60
        assertThat(ledger.entry("ada", "hw").submission()).contains("s2");
        assertThat(ledger.entry("ada", "hw").points()).contains(new BigDecimal("81.00"));
    }

    @Test
    void aRefusedSubmissionTakesNothingFromAnEarlierOne() {
        Ledger ledger = ledger(
                policy("cut_off: {after: 1}\n" + TEN),
                graded("s1", Duration.ZERO, 70),
                graded("s2", Duration.ofDays(3), 100));
        assertThat(ledger.entry("ada", "hw").submission()).contains("s1");
        assertThat(ledger.entry("ada", "hw").points()).contains(new BigDecimal("70.00"));
    }

    @ParameterizedTest
    @CsvSource({
        // the cut-off is one day after the due date; three days late with two slack days
        "true,  PENALISED, 2, 90.00",
        "false, REFUSED,   0, 0.00",
    })
    void aCutOffMovesWithSlackOrNot(boolean moves, Status status, int charged, BigDecimal points) {
        Policy policy = policy(
                "budgets: [{name: slack, amount: 2}]\ncut_off: {after: 1, moved_by_slack: " + moves + "}\n" + TEN);
        LedgerEntry entry =
                ledger(policy, graded("s1", Duration.ofDays(3), 100)).entry("ada", "hw");
        assertThat(entry.status()).isEqualTo(status);
        assertThat(entry.charged()).isEqualTo(charged);
        assertThat(entry.points()).contains(points);
    }

    @ParameterizedTest
    @CsvSource({
        // closes an hour after the due date; moved by each of two slack days
        "true,  PT1H,    COVERED",
        "true,  PT48H,   COVERED",
        "true,  PT49H,   PENALISED", // three days late, two of them covered
        "true,  PT49H1S, REFUSED",
        "false, PT1H,    COVERED",
        "false, PT1H1S,  REFUSED",
    })
    void aPartThatClosesIsMovedWithSlackOrNot(boolean moves, Duration late, Status status) {
        Policy policy = policy(
                "budgets: [{name: slack, amount: 2}]\ncut_off: {after: 9, moved_by_slack: " + moves + "}\n" + TEN);
        Part part = new Part(
                "hw",
                "practical",
                Optional.of(DUE),
                Optional.of(DUE.plus(Duration.ofHours(1))),
                Optional.empty(),
                BigDecimal.valueOf(100),
                BigDecimal.ONE);
        Ledger ledger = LateEvaluation.evaluate(
                policy, new Calendar(ZONE, List.of(), List.of(part)), List.of(graded("s1", late, 100)));
        assertThat(ledger.entry("ada", "hw").status()).isEqualTo(status);
    }

    /** Found by chance: within the grace of 90 minutes, but after a cut-off of one hour, which a later one had moved. */
    @ParameterizedTest
    @CsvSource({"PT1H30M, ON_TIME", "PT2H10M, COVERED", "PT3H, REFUSED"})
    void whoIsLaterIsNeverCutOffLess(Duration late, Status status) {
        Policy policy = policy("""
                unit: hour
                rounding: down
                grace: {minutes: 90, at: first}
                partial: false
                cut_off: {after: 1}
                budgets: [{name: slack, amount: 2}]
                after_budget: {per_unit: 10}
                """);
        assertThat(ledger(policy, graded("s1", late, 100)).entry("ada", "hw").status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # rounding | grace minutes, where | cut-off                            | late       | accepted
            down    |  0 | every | cut_off: {after: 1, moved_by_slack: false} | PT24H      | true
            down    |  0 | every | cut_off: {after: 1, moved_by_slack: false} | PT24H1S    | false
            down    |  0 | every | cut_off: {after: 1, moved_by_slack: false} | PT47H      | false
            nearest |  0 | every | cut_off: {after: 1, moved_by_slack: false} | PT30H      | false
            down    |  0 | every | cut_off: {after: 1}                        | PT47H      | false
            down    |  0 | every | closes                                     | PT0S       | true
            down    |  0 | every | closes                                     | PT1S       | false
            down    |  0 | every | closes                                     | PT23H      | false
            down    |  0 | every | cut_off: {after: 9, moved_by_slack: false} | PT23H      | true
            up      | 10 | first | cut_off: {after: 1, moved_by_slack: false} | PT24H      | true
            up      | 10 | first | cut_off: {after: 1, moved_by_slack: false} | PT24H9M    | false
            up      | 10 | every | cut_off: {after: 1, moved_by_slack: false} | PT24H9M    | true
            up      | 10 | every | cut_off: {after: 1, moved_by_slack: false} | PT24H10M1S | false
            up      | 10 | first | closes                                     | PT10M      | true
            up      | 10 | first | closes                                     | PT10M1S    | false
            up      | 10 | first | closes in an hour                          | PT1H       | true
            up      | 10 | first | closes in an hour                          | PT1H1S     | false
            up      | 10 | every | closes in an hour                          | PT1H10M    | true
            up      | 10 | every | closes in an hour                          | PT1H10M1S  | false
            """)
    void aHardEndIsHardHoweverUnitsAreRounded(
            String rounding, int minutes, String where, String end, Duration late, boolean accepted) {
        String cutOff = end.startsWith("closes") ? "" : end + "\n";
        Policy policy = policy("rounding: " + rounding + "\ngrace: {minutes: " + minutes + ", at: " + where + "}\n"
                + cutOff + "after_budget: none\n");
        Optional<Instant> closes = switch (end) {
            case "closes" -> Optional.of(DUE);
            case "closes in an hour" -> Optional.of(DUE.plus(Duration.ofHours(1)));
            default -> Optional.empty();
        };
        Part part = new Part(
                "hw", "practical", Optional.of(DUE), closes, Optional.empty(), BigDecimal.valueOf(100), BigDecimal.ONE);
        Ledger ledger = LateEvaluation.evaluate(
                policy, new Calendar(ZONE, List.of(), List.of(part)), List.of(graded("s1", late, 100)));
        assertThat(ledger.entry("ada", "hw").status() != Status.REFUSED).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({
        "99.5, 1,    99.50",
        "99.5, 400,  13.47",
        "99.5, 401,  13.40",
        "99.5, 720,  2.71",
        "99.5, 2000, 0.00",
        "99.99, 10000, 36.79",
        "100,  5000, 100.00",
        "0,    1,    0.00",
    })
    void whatEveryHourKeepsIsKeptForAnyNumberOfHours(BigDecimal percent, int hours, BigDecimal points) {
        Policy policy = policy("unit: hour\nafter_budget: {keeps: " + percent + "}\n");
        assertThat(ledger(policy, graded("s1", Duration.ofHours(hours), 100))
                        .entry("ada", "hw")
                        .points())
                .contains(points);
    }

    @ParameterizedTest
    @CsvSource({
        // ben's total, days late, points of each; ada has 5, the cap is 2
        "0, 1, 90.00, 90.00", // ben has none left: after the budget for both
        "2, 2, 100.00, 100.00",
        "2, 3, 70.00, 70.00", // no more left than the cap, so it is the budget that is over
        "5, 3, 0.00, 0.00", // the cap limits both
    })
    void whatATeamMateLacksIsAfterTheBudget(int total, int days, BigDecimal adasPoints, BigDecimal bensPoints) {
        Policy policy = policy("team: all_or_none\ncap: 2\nafter_cap: zero\n" + DAYS + TEN);
        Ledger ledger = ledger(
                policy,
                new Event.BudgetChange("slack", Set.of("ben"), new Event.Change.To(total), DUE, ""),
                new Event.Submission(
                        "s1",
                        "hw",
                        List.of("ada", "ben"),
                        DUE.plus(Duration.ofDays(days)),
                        Optional.of(BigDecimal.valueOf(100)),
                        false));
        assertThat(ledger.entry("ada", "hw").points()).contains(adasPoints);
        assertThat(ledger.entry("ben", "hw").points()).contains(bensPoints);
    }

    @Test
    void anOutageExtendsWhoIsDueInItAndStopsTheClockOfWhoIsLate() {
        Event outage = new Event.Outage(
                DUE.minus(Duration.ofHours(3)),
                DUE.plus(Duration.ofHours(1)),
                new Extra(0, 12),
                Set.of(),
                Set.of(),
                "network");
        Policy policy = policy(DAYS + TEN);
        assertThat(ledger(policy, graded("s1", Duration.ofHours(13), 100), outage)
                        .entry("ada", "hw")
                        .late())
                .isZero();
        assertThat(ledger(policy, graded("s1", Duration.ofHours(13).plusSeconds(1), 100), outage)
                        .entry("ada", "hw")
                        .late())
                .isEqualTo(1);
        Event duringDayTwo = new Event.Outage(
                DUE.plus(Duration.ofHours(20)), DUE.plus(Duration.ofHours(26)), Extra.NONE, Set.of(), Set.of(), "");
        // 26 hours after the due date, 6 of them out: still the first day
        assertThat(ledger(policy, graded("s1", Duration.ofHours(26), 100), duringDayTwo)
                        .entry("ada", "hw")
                        .late())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        // the checkpoint is two days before the due date; the network is out from an hour before it to an hour after it
        "PT-49H,    100.00",
        "PT-47H,    100.00",
        "PT-46H,    100.00", // an hour is given after the outage
        "PT-45H59M59S, 85.00",
    })
    void aCheckpointInAnOutageIsAfterIt(Duration at, BigDecimal points) {
        Instant checkpoint = DUE.minus(Duration.ofDays(2));
        Event outage = new Event.Outage(
                checkpoint.minus(Duration.ofHours(1)),
                checkpoint.plus(Duration.ofHours(1)),
                new Extra(0, 1),
                Set.of(),
                Set.of(),
                "network");
        Part part = new Part(
                "hw",
                "practical",
                Optional.of(DUE),
                Optional.empty(),
                Optional.of(checkpoint),
                BigDecimal.valueOf(100),
                BigDecimal.ONE);
        Ledger ledger = LateEvaluation.evaluate(
                policy("early: {missed_checkpoint: 15}\n" + TEN),
                new Calendar(ZONE, List.of(), List.of(part)),
                List.of(graded("s1", at, 100), outage));
        assertThat(ledger.entry("ada", "hw").points()).contains(points);
    }

    @Test
    void anAccommodationMovesEveryDueDate() {
        Event more = new Event.Accommodation("ada", new Extra(2, 0), Set.of(), "");
        Ledger ledger = ledger(
                policy(DAYS + TEN),
                handedIn("hw", "ada", Duration.ofDays(2)),
                handedIn("hw2", "ada", Duration.ofDays(33)),
                more);
        assertThat(ledger.entries()).extracting(LedgerEntry::late).containsExactly(0, 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # two days late, 80 earned of 100, the slowest way to 2.5 % for rounding
            earned   | {per_unit: 10}                   | 64.00
            possible | {per_unit: 10}                   | 60.00
            cap      | {per_unit: 10}                   | 80.00
            cap      | {per_unit: 15}                   | 70.00
            points   | {per_unit: 2.5}                  | 75.00
            earned   | {totals: [10, 15]}               | 68.00
            earned   | {totals: [0, 10, 15]}            | 72.00
            earned   | {totals: [10], then: refused}    | 0.00
            earned   | {totals: [10], then: hold}       | 72.00
            earned   | {reaches: 50, after: 7}          | 68.57
            earned   | {keeps: 50}                      | 20.00
            points   | {per_unit: 50}                   | 0.00
            """)
    void penaltiesAndWhatTheyAreTakenFrom(String operand, String penalty, BigDecimal points) {
        Policy policy = policy("operand: " + operand + "\nafter_budget: " + penalty + "\n");
        assertThat(ledger(policy, graded("s1", Duration.ofDays(2), 80))
                        .entry("ada", "hw")
                        .points())
                .contains(points);
    }

    @ParameterizedTest
    @CsvSource({
        // 0.05 less 40 % is 0.03; half up only at the end
        "0.05, 4, 1, 0.0",
        "87.5, 4, 1, 78.8",
        "87.5, 4, 2, 78.75",
        "87.5, 0, 1, 87.5",
        "87.5, 40, 1, 0.0",
    })
    void pointsAreRoundedHalfUpOnce(BigDecimal earned, int days, int scale, BigDecimal points) {
        Policy policy = policy("budgets: [{name: slack, amount: 3}]\nscale: " + scale + "\n" + TEN);
        Event submission = new Event.Submission(
                "s1", "hw", List.of("ada"), DUE.plus(Duration.ofDays(days)), Optional.of(earned), false);
        assertThat(ledger(policy, submission).entry("ada", "hw").points()).contains(points);
    }

    @Test
    void theFloorIsLeft() {
        Policy policy = policy("floor: 50\n" + TEN);
        assertThat(ledger(policy, graded("s1", Duration.ofDays(9), 80))
                        .entry("ada", "hw")
                        .points())
                .contains(new BigDecimal("40.00"));
    }

    @ParameterizedTest
    @CsvSource({
        "PT-72H,    110.00", // three days early, at most 10 %
        "PT-47H,    105.00",
        "PT-23H,    100.00",
        "PT0S,      100.00",
    })
    void earlyBonus(Duration late, BigDecimal points) {
        Policy policy = policy("early: {per_unit: 5, at_most: 10}\n" + TEN);
        assertThat(ledger(policy, graded("s1", late, 100)).entry("ada", "hw").points())
                .contains(points);
        // an extension takes no bonus away
        assertThat(ledger(policy, graded("s1", late, 100), extension("hw", "ada", new Allowance.By(new Extra(3, 0))))
                        .entry("ada", "hw")
                        .points())
                .contains(points);
    }

    @ParameterizedTest
    @CsvSource({
        // asked for, when, charged
        "opt_in,      2, PT0S,   2",
        "opt_in,      1, PT72H,  1",
        "opt_in,      2, PT73H,  0",
        "retroactive, 2, PT73H,  2",
        "retroactive, 9, PT73H,  3",
        "automatic,   0, PT0S,   3",
    })
    void onlyWhatWasAskedForIsUsed(String use, int units, Duration asked, int charged) {
        Policy policy = policy("use: " + use + "\n" + DAYS + TEN);
        LedgerEntry entry = ledger(
                        policy,
                        graded("s1", Duration.ofDays(3), 100),
                        new Event.Claim("ada", "hw", units, DUE.plus(asked)))
                .entry("ada", "hw");
        assertThat(entry.charged()).isEqualTo(charged);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // policy | earned of 100, 4 days late | charged | points | why
                "after_budget: {per_unit: 10}                 | 90 | 4 | 90.00 | 4 of your 5 slack days used, 1 left",
                "after_budget: {per_unit: 10}                 | 0  | 0 | 0.00  | no day used, as it would change nothing",
                // at most 70 % with one day covered, which is all that was earned
                "operand: cap;after_budget: {per_unit: 10}    | 70 | 1 | 70.00 | 1 of your 5 slack days used, 4 left (more would change nothing)",
                "operand: cap;after_budget: {per_unit: 10}    | 60 | 0 | 60.00 | no day used, as it would change nothing",
                "operand: possible;after_budget: {per_unit: 50};cap: 2 | 90 | 0 | 0.00 | no day used, as it would change nothing",
                "operand: possible;after_budget: {per_unit: 50};cap: 3 | 90 | 3 | 40.00 | 3 of your 5 slack days used, 2 left (at most 3 days for one part)",
                "operand: points;after_budget: {per_unit: 30};cap: 1   | 90 | 0 | 0.00  | no day used, as it would change nothing",
                "scale: 0;after_budget: {per_unit: 0.1}       | 1  | 0 | 1     | no day used, as it would change nothing",
                // it must count, though there is nothing to gain
                "after_budget: refused                        | 0  | 4 | 0.00  | 4 of your 5 slack days used, 1 left",
            })
    void aUnitThatGainsNoPointsIsNotCharged(
            String text, int earned, int charged, BigDecimal points, String explanation) {
        Policy policy = policy(DAYS + text.replace(';', '\n'));
        LedgerEntry entry =
                ledger(policy, graded("s1", Duration.ofDays(4), earned)).entry("ada", "hw");
        assertThat(entry.charged()).isEqualTo(charged);
        assertThat(entry.points()).contains(points);
        assertThat(entry.explanation()).contains("; " + explanation);
    }

    @Test
    void bestUseGivesTheDaysToThePartThatGainsMost() {
        Policy policy = policy("use: best\nbudgets: [{name: slack, amount: 1}]\n" + TEN);
        Ledger ledger = ledger(policy, graded("s1", Duration.ofDays(1), 50), second("s2", Duration.ofDays(31), 100));
        assertThat(ledger.entry("ada", "hw").charged()).isZero();
        assertThat(ledger.entry("ada", "hw").points()).contains(new BigDecimal("45.00"));
        assertThat(ledger.entry("ada", "hw2").charged()).isEqualTo(1);
        assertThat(ledger.entry("ada", "hw2").points()).contains(new BigDecimal("100.00"));
    }

    /** A large course where each student has an extension and a budget of their own; each must be looked up, not searched. */
    @Test
    @Timeout(60)
    void aDecisionForEveryStudentOfALargeCourseIsNoTrouble() {
        int students = 20_000;
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < students; i++) {
            String student = "s" + i;
            events.add(handedIn("hw", student, Duration.ofDays(4)));
            events.add(extension("hw", student, new Allowance.By(new Extra(1, 0))));
            events.add(new Event.BudgetChange("slack", Set.of(student), new Event.Change.To(i % 3), DUE, ""));
        }
        Ledger ledger = LateEvaluation.evaluate(policy(DAYS + TEN), calendar(), events);
        assertThat(ledger.entries()).hasSize(2 * students);
        assertThat(ledger.entry("s1", "hw").charged()).isEqualTo(1);
        assertThat(ledger.entry("s2", "hw").charged()).isEqualTo(2);
        assertThat(ledger.entry("s3", "hw").charged()).isZero();
    }

    /** All hours of a part must be covered for any gain, so that there is little to choose from. */
    @Test
    @Timeout(60)
    void hoursThatGainNothingAreNotTriedInBestUse() {
        Policy policy = policy("""
                unit: hour
                use: best
                budgets: [{name: bank, amount: 3000}]
                after_budget: {totals: [10], then: hold}
                """);
        List<Part> parts = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Part part = Part.due("p" + i, "practical", DUE.plus(Duration.ofDays(i)), BigDecimal.valueOf(100));
            parts.add(part);
            for (int student = 0; student < 20; student++) {
                events.add(new Event.Submission(
                        "p" + i + " " + student,
                        part.id(),
                        List.of("s" + student),
                        part.due().orElseThrow().plus(Duration.ofHours(1_000)),
                        Optional.of(BigDecimal.valueOf(i)),
                        false));
            }
        }
        Ledger ledger = LateEvaluation.evaluate(policy, new Calendar(ZONE, List.of(), parts), events);
        // the three that earned most
        for (int i = 0; i < 30; i++) {
            assertThat(ledger.entry("s7", "p" + i).charged()).isEqualTo(i < 27 ? 0 : 1_000);
        }
    }

    /** One for all and one for a student take effect in the order of their dates, whoever they are for. */
    @Test
    void budgetChangesForAllAndForOneGoByTheirDates() {
        Event all = new Event.BudgetChange("slack", Set.of(), new Event.Change.To(1), DUE.minusSeconds(2), "");
        Event own = new Event.BudgetChange("slack", Set.of("ada"), new Event.Change.By(2), DUE.minusSeconds(1), "");
        Event later = new Event.BudgetChange("slack", Set.of(), new Event.Change.By(1), DUE, "");
        Ledger ledger = ledger(
                policy(DAYS + TEN),
                handedIn("hw", "ada", Duration.ofDays(1)),
                handedIn("hw", "ben", Duration.ofDays(1)),
                later,
                own,
                all);
        assertThat(ledger.entry("ada", "hw").total()).isEqualTo(4);
        assertThat(ledger.entry("ben", "hw").total()).isEqualTo(2);
    }

    /**
     * The one place where more time can make somebody later: in New York 31 October 12:00 is due, the network fails a second
     * later until 1 November 11:00 EST, and the clocks go back in between. Without an extension the clock stands still from
     * the outage on, and the first day ends at 12:00 on the wall of an hour more; with an extension into the outage the date
     * moves to its end, from which a day on the wall is 24 hours.
     */
    @ParameterizedTest
    @CsvSource({
        // days, extended by hours, days late
        "wall_clock, 0, 1",
        "wall_clock, 1, 2",
        "absolute,   0, 2",
        "absolute,   1, 2",
    })
    void anExtensionIntoAnOutageCanHurtWhereDaysAreOnTheWall(String days, int hours, int late) {
        Instant due = Instant.parse("2026-10-31T16:00:00Z");
        Instant end = Instant.parse("2026-11-01T16:00:00Z");
        Calendar calendar =
                new Calendar(ZONE, List.of(), List.of(Part.due("hw", "practical", due, BigDecimal.valueOf(100))));
        List<Event> events = new ArrayList<>(List.of(
                new Event.Outage(due.plusSeconds(1), end, Extra.NONE, Set.of(), Set.of(), "network"),
                new Event.Submission(
                        "s",
                        "hw",
                        List.of("ada"),
                        Instant.parse("2026-11-02T16:30:00Z"),
                        Optional.of(BigDecimal.TEN),
                        false)));
        if (hours > 0) {
            events.add(extension("hw", "ada", new Allowance.By(new Extra(0, hours))));
        }
        Ledger ledger = LateEvaluation.evaluate(policy("days: " + days + "\n" + TEN), calendar, events);
        assertThat(ledger.entry("ada", "hw").late()).isEqualTo(late);
    }

    private static int charged(Policy policy, List<Event> events) {
        return LateEvaluation.evaluate(policy, calendar(), events)
                .entry("ada", "hw")
                .charged();
    }

    static Policy policy(String body) {
        return PolicyParser.parse("policy.yaml", "schema: 1\ntitle: test\n" + body);
    }

    static Ledger ledger(Policy policy, Event... events) {
        return LateEvaluation.evaluate(policy, calendar(), List.of(events));
    }

    /** Two parts, a month apart. */
    static Calendar calendar() {
        return new Calendar(
                ZONE,
                List.of(),
                List.of(
                        Part.due("hw", "practical", DUE, BigDecimal.valueOf(100)),
                        Part.due("hw2", "practical", DUE.plus(Duration.ofDays(30)), BigDecimal.valueOf(100))));
    }

    static Event extension(String part, String student, Allowance allowance) {
        return new Event.Extension(part, Set.of(student), allowance, "ill");
    }

    static Event handedIn(String part, String student, Duration late) {
        return new Event.Submission(
                part + student, part, List.of(student), DUE.plus(late), Optional.of(BigDecimal.valueOf(90)), false);
    }

    static Event graded(String id, Duration late, int earned) {
        return new Event.Submission(
                id, "hw", List.of("ada"), DUE.plus(late), Optional.of(BigDecimal.valueOf(earned)), false);
    }

    static Event second(String id, Duration afterFirst, int earned) {
        return new Event.Submission(
                id, "hw2", List.of("ada"), DUE.plus(afterFirst), Optional.of(BigDecimal.valueOf(earned)), false);
    }

    private static Event team(String id, String part, List<String> members, Duration late) {
        return new Event.Submission(id, part, members, DUE.plus(late), Optional.of(BigDecimal.TEN), false);
    }
}

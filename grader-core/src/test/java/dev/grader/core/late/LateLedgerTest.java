package dev.grader.core.late;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.grader.core.late.LatePolicy.Budget;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LateLedgerTest {
    /** The night after, clocks in New York go from 2:00 to 3:00. */
    private static final Instant DUE = LocalDateTime.of(2026, 3, 7, 23, 59)
            .atZone(ZoneId.of("America/New_York"))
            .toInstant();

    private static final LatePolicy SHARIF = policy(0, 3, 5, 10);

    @ParameterizedTest
    @CsvSource({
        // grace s, late, days late
        "0,   PT0S,            0",
        "0,   PT-5H,           0",
        "0,   PT0.4S,          0",
        "0,   PT1S,            1",
        "600, PT600S,          0",
        "600, PT601S,          1",
        "600, PT24H10M,        1",
        "600, PT24H10M1S,      2",
        "0,   PT24H,           1",
        "0,   PT24H1S,         2",
        "0,   PT23H,           1",
        "0,   PT60H,           3",
    })
    void daysAreAbsoluteAndCountFromTheirFirstSecond(int graceSeconds, Duration late, int days) {
        LedgerLine line = only(policy(graceSeconds, 3, 5, 10), event("hw", late));
        assertThat(line.daysLate()).isEqualTo(days);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PT0S        | 0 | 0  | on time
            PT3H12M     | 1 | 0  | 3 h 12 min late = 1 day; 1 of your 10 practical days used, 9 left; no penalty
            PT27H       | 2 | 0  | 27 h late = 2 days; 2 of your 10 practical days used, 8 left; no penalty
            PT27H3S     | 2 | 0  | 27 h late = 2 days; 2 of your 10 practical days used, 8 left; no penalty
            PT1S        | 1 | 0  | 1 s late = 1 day; 1 of your 10 practical days used, 9 left; no penalty
            PT24H1S     | 2 | 0  | 24 h 1 s late = 2 days; 2 of your 10 practical days used, 8 left; no penalty
            PT60H       | 3 | 0  | 2 days 12 h late = 3 days; 3 of your 10 practical days used, 7 left; no penalty
            PT96H       | 3 | 10 | 4 days late; 3 of your 10 practical days used, 7 left (at most 3 days for one part); 10 % of the earned points lost for 1 further day
            PT97H       | 3 | 20 | 4 days 1 h late = 5 days; 3 of your 10 practical days used, 7 left (at most 3 days for one part); 20 % of the earned points lost for 2 further days
            PT960H      | 0 | 100 | 40 days late; no day used, as it would change nothing; 100 % of the earned points lost for 40 days
            """)
    void theSentenceSaysWhatItCosts(Duration late, int charged, BigDecimal percent, String explanation) {
        LedgerLine line = only(SHARIF, event("hw", late));
        assertThat(line.daysCharged()).isEqualTo(charged);
        assertThat(line.penaltyPercent()).isEqualByComparingTo(percent);
        assertThat(line.explanation()).isEqualTo(explanation);
    }

    @Test
    void theBudgetRunsOutInTheOrderOfDueDates() {
        List<LedgerLine> lines = LateLedger.evaluate(
                policy(0, 3, 5, 10),
                List.of(theory("hw3", 3, 60), theory("hw1", 1, 60), theory("hw4", 4, 24), theory("hw2", 2, 72)));
        assertThat(lines).extracting(LedgerLine::assignment).containsExactly("hw1", "hw2", "hw3", "hw4");
        assertThat(lines).extracting(LedgerLine::budgetBefore).containsExactly(5, 2, 0, 0);
        assertThat(lines).extracting(LedgerLine::daysCharged).containsExactly(3, 2, 0, 0);
        assertThat(lines)
                .extracting(LedgerLine::explanation)
                .containsExactly(
                        "2 days 12 h late = 3 days; 3 of your 5 theoretical days used, 2 left; no penalty",
                        "3 days late; 2 of your 5 theoretical days used, 0 left; 10 % of the earned points lost for 1 further day",
                        "2 days 12 h late = 3 days; none of your 5 theoretical days is left; 30 % of the earned points lost for 3 days",
                        "24 h late = 1 day; none of your 5 theoretical days is left; 10 % of the earned points lost for 1 day");
    }

    @Test
    void aLaterAssignmentSaysWhatWasLeft() {
        List<LedgerLine> lines = LateLedger.evaluate(SHARIF, List.of(theory("hw1", 1, 24), theory("hw2", 2, 24)));
        assertThat(lines.getLast().explanation())
                .isEqualTo("24 h late = 1 day; 1 of your 5 theoretical days used, 3 left; no penalty");
    }

    @Test
    void budgetsOfCategoriesAreApart() {
        List<LedgerLine> lines =
                LateLedger.evaluate(SHARIF, List.of(theory("a", 1, 72), event("b", Duration.ofDays(3))));
        assertThat(lines).extracting(LedgerLine::daysCharged).containsExactly(3, 3);
        assertThat(lines).extracting(LedgerLine::budgetTotal).containsExactlyInAnyOrder(5, 10);
    }

    @Test
    void aCategoryWithoutABudgetIsAllPenalty() {
        LedgerLine line = only(SHARIF, new LateEvent("quiz", "quiz", DUE, DUE.plusSeconds(1), Optional.empty()));
        assertThat(line.budget()).isEmpty();
        assertThat(line.explanation())
                .isEqualTo("1 s late = 1 day; no days can be used for quiz; 10 % of the earned points lost for 1 day");
    }

    @Test
    void aCapOfNoneIsSaid() {
        assertThat(only(policy(0, 0, 5, 10), event("hw", Duration.ofHours(1))).explanation())
                .isEqualTo(
                        "1 h late = 1 day; no day used, as none may be for this part; 10 % of the earned points lost for 1 day");
    }

    @Test
    void graceIsExplained() {
        assertThat(only(policy(600, 3, 5, 10), event("hw", Duration.ofMinutes(9)))
                        .explanation())
                .isEqualTo("9 min late, within the grace of 10 min; no day used; no penalty");
    }

    @Test
    void anExtensionComesBeforeTheBudget() {
        // 3 days late, extended by 2, cap 2: 1 day is charged.
        LateEvent event = new LateEvent(
                "hw", "practical", DUE, DUE.plus(Duration.ofDays(3)), Optional.of(DUE.plus(Duration.ofDays(2))));
        assertThat(only(policy(0, 2, 5, 10), event).daysCharged()).isEqualTo(1);
    }

    @Test
    void anExtensionWithoutEndCostsNothing() {
        LateEvent event =
                new LateEvent("hw", "practical", DUE, DUE.plus(Duration.ofDays(300)), Optional.of(Instant.MAX));
        LedgerLine line = only(SHARIF, event);
        assertThat(line.daysLate()).isZero();
        assertThat(line.explanation()).isEqualTo("on time, thanks to an extension without end");
    }

    @Test
    void anExtensionToAnEarlierDateTakesNothingAway() {
        LateEvent event = new LateEvent("hw", "practical", DUE, DUE, Optional.of(DUE.minusSeconds(9)));
        assertThat(only(SHARIF, event).explanation()).isEqualTo("on time");
    }

    @Test
    void aDueDateThatIsMovedGivesItsDaysBack() {
        LateEvent late = event("hw", Duration.ofDays(2));
        LateEvent moved =
                new LateEvent("hw", "practical", DUE.plus(Duration.ofDays(2)), late.submittedAt(), Optional.empty());
        assertThat(only(SHARIF, late).daysCharged()).isEqualTo(2);
        assertThat(only(SHARIF, moved).daysCharged()).isZero();
    }

    @Test
    void aBudgetLoweredBelowItsUseIsEmptyAndNoError() {
        List<LateEvent> events = List.of(theory("hw1", 1, 72), theory("hw2", 2, 24));
        List<LedgerLine> lines = LateLedger.evaluate(policy(0, 3, 1, 10), events);
        assertThat(lines).extracting(LedgerLine::daysCharged).containsExactly(1, 0);
        assertThat(lines).extracting(LedgerLine::budgetBefore).containsExactly(1, 0);
    }

    @Test
    void equalDueDatesGoByTheirId() {
        List<LateEvent> events = new ArrayList<>();
        for (String id : List.of("c", "a", "b")) {
            events.add(event(id, Duration.ofDays(4)));
        }
        List<LedgerLine> lines = LateLedger.evaluate(SHARIF, events);
        Collections.reverse(events);
        assertThat(LateLedger.evaluate(SHARIF, events)).isEqualTo(lines);
        assertThat(lines).extracting(LedgerLine::assignment).containsExactly("a", "b", "c");
    }

    @Test
    void anAssignmentCountsOnce() {
        LateEvent event = event("hw", Duration.ZERO);
        assertThatThrownBy(() -> LateLedger.evaluate(SHARIF, List.of(event, event)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyLateDayIsEitherChargedOrPenalised() {
        Random random = new Random(3);
        for (int run = 0; run < 500; run++) {
            // at 1 % a day the penalty never takes all, so that every day gains something
            int budget = random.nextInt(8);
            int cap = random.nextInt(4);
            LatePolicy policy = policy(random.nextInt(2) * 600, cap, budget, 1);
            List<LateEvent> events = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                events.add(theory("hw" + i, random.nextInt(40), random.nextInt(100)));
            }
            List<LedgerLine> lines = LateLedger.evaluate(policy, events);
            int charged = 0;
            for (LedgerLine line : lines) {
                assertThat(line.penaltyPercent())
                        .isEqualByComparingTo(BigDecimal.valueOf(line.daysLate() - line.daysCharged()));
                assertThat(line.daysCharged()).isBetween(0, cap);
                assertThat(line.budgetBefore()).isEqualTo(budget - charged);
                charged += line.daysCharged();
            }
            assertThat(charged).isLessThanOrEqualTo(budget);
            Collections.shuffle(events, random);
            assertThat(LateLedger.evaluate(policy, events)).isEqualTo(lines);
        }
    }

    static LatePolicy policy(int graceSeconds, int cap, int theoretical, int percent) {
        return new LatePolicy(
                graceSeconds,
                List.of(new Budget("theoretical", theoretical), new Budget("practical", 10)),
                cap,
                BigDecimal.valueOf(percent),
                2);
    }

    static LateEvent event(String assignment, Duration late) {
        return new LateEvent(assignment, "practical", DUE, DUE.plus(late), Optional.empty());
    }

    static LateEvent theory(String assignment, int dueDay, int hoursLate) {
        Instant due = DUE.plus(Duration.ofDays(dueDay));
        return new LateEvent(assignment, "theoretical", due, due.plus(Duration.ofHours(hoursLate)), Optional.empty());
    }

    private static LedgerLine only(LatePolicy policy, LateEvent event) {
        List<LedgerLine> lines = LateLedger.evaluate(policy, List.of(event));
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }
}

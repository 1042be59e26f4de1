package dev.grader.core.late;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuoteTest {
    private static final LatePolicy POLICY = LateLedgerTest.policy(0, 3, 5, 10);

    @Test
    void theIdStaysWhileTheCostDoes() {
        Quote first = quote(List.of(), Duration.ofHours(25));
        assertThat(quote(List.of(), Duration.ofHours(27)).id()).isEqualTo(first.id());
        assertThat(quote(List.of(), Duration.ofHours(49)).id()).isNotEqualTo(first.id());
        assertThat(first.id()).matches("[0-9a-f]{24}");
    }

    @Test
    void theIdChangesWhenTheBudgetIsUsedElsewhere() {
        List<LateEvent> used = List.of(LateLedgerTest.theory("hw1", 1, 72), LateLedgerTest.theory("hw2", 2, 48));
        LateEvent submission = LateLedgerTest.theory("hw3", 3, 24);
        assertThat(Quote.of(POLICY, used, submission).id())
                .isNotEqualTo(Quote.of(POLICY, List.of(), submission).id());
    }

    @Test
    void anEarlierSubmissionOfTheSameAssignmentIsReplaced() {
        Quote quote = quote(List.of(LateLedgerTest.event("hw", Duration.ofDays(3))), Duration.ofDays(1));
        assertThat(quote.line().daysCharged()).isEqualTo(1);
        assertThat(quote.line().budgetBefore()).isEqualTo(10);
        assertThat(quote.others()).isEmpty();
    }

    @Test
    void daysTakenFromALaterAssignmentAreNamed() {
        List<LateEvent> counted = List.of(LateLedgerTest.theory("hw2", 2, 72));
        Quote quote = Quote.of(POLICY, counted, LateLedgerTest.theory("hw1", 1, 72));
        assertThat(quote.others())
                .singleElement()
                .satisfies(line -> assertThat(line.daysCharged()).isEqualTo(2))
                .satisfies(line -> assertThat(line.penaltyPercent()).isEqualByComparingTo("10"));
    }

    private static Quote quote(List<LateEvent> counted, Duration late) {
        return Quote.of(POLICY, counted, LateLedgerTest.event("hw", late));
    }
}

package dev.grader.core.late;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.late.policy.Extra;
import dev.grader.core.late.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences about what made a submission less late than the clock shows. */
class LatenessWordsTest {
    private static final String TEN = "after_budget: {per_unit: 10}\n";

    @Test
    void anOutageThatStoppedTheClockIsTold() {
        Policy policy = LateVectorsTest.policy(TEN);
        assertThat(sentence(policy, Duration.ofHours(26), outage(20, 26, "network")))
                .isEqualTo("20 h late, 6 h of an outage (network) not counted = 1 day;"
                        + " 10 % of the earned points lost for 1 day");
        // two that overlap, each told, their time once
        assertThat(sentence(policy, Duration.ofHours(26), outage(20, 24, "network"), outage(22, 25, "storage")))
                .startsWith("21 h late, 5 h of an outage (network) and an outage (storage) not counted = 1 day;");
    }

    @Test
    void anOutageThatChangesNothingIsNotTold() {
        Policy policy = LateVectorsTest.policy(TEN);
        assertThat(sentence(policy, Duration.ofHours(20), outage(20, 26, "network")))
                .isEqualTo("20 h late = 1 day; 10 % of the earned points lost for 1 day");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            every | PT24H9M    | 24 h 9 min late = 1 day after 10 min grace; 10 % of the earned points lost for 1 day
            every | PT24H      | 24 h late = 1 day; 10 % of the earned points lost for 1 day
            every | PT24H10M1S | 24 h 10 min late = 2 days; 20 % of the earned points lost for 2 days
            first | PT24H9M    | 24 h 9 min late = 2 days; 20 % of the earned points lost for 2 days
            first | PT9M       | 9 min late, within the grace of 10 min; no day used; no penalty
            """)
    void graceIsToldWhereItMadeTheDifference(String where, Duration late, String sentence) {
        Policy policy = LateVectorsTest.policy("grace: {minutes: 10, at: " + where + "}\n" + TEN);
        assertThat(sentence(policy, late)).isEqualTo(sentence);
    }

    private static Event outage(int fromHour, int toHour, String reason) {
        Instant due = LateVectorsTest.calendar().parts().getFirst().due().orElseThrow();
        return new Event.Outage(
                due.plus(Duration.ofHours(fromHour)),
                due.plus(Duration.ofHours(toHour)),
                Extra.NONE,
                Set.of(),
                Set.of(),
                reason);
    }

    private static String sentence(Policy policy, Duration late, Event... outages) {
        List<Event> events = new ArrayList<>(List.of(outages));
        events.add(LateVectorsTest.graded("s1", late, 100));
        return LateVectorsTest.ledger(policy, events.toArray(Event[]::new))
                .entry("ada", "hw")
                .explanation();
    }
}

package dev.grader.core.late;

import static dev.grader.core.late.LateVectorsTest.graded;
import static dev.grader.core.late.LateVectorsTest.ledger;
import static dev.grader.core.late.LateVectorsTest.policy;
import static dev.grader.core.late.LateVectorsTest.second;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BestUseTest {
    /**
     * Three days for all or nothing. hw is two days late with 100; of hw2 the first is one day late with 70, the second three
     * days late with 80. Automatic: hw takes two, so that the second of hw2 is refused and the first takes the third: 170.
     */
    @ParameterizedTest
    @ValueSource(strings = {"automatic", "best"})
    void whatIsRefusedAsDaysAreUsedElsewhereGivesWayToo(String use) {
        Ledger ledger = ledger(
                policy("use: " + use
                        + "\npartial: false\nbudgets: [{name: slack, amount: 3}]\nafter_budget: refused\n"),
                graded("s", Duration.ofDays(2), 100),
                second("s1", Duration.ofDays(31), 70),
                second("s2", Duration.ofDays(33), 80));
        assertThat(ledger.entry("ada", "hw").charged()).isEqualTo(2);
        assertThat(ledger.entry("ada", "hw2").submission()).contains("s1");
        assertThat(ledger.entry("ada", "hw2").charged()).isEqualTo(1);
    }

    /**
     * One day for all or nothing: the second submission is three days late and can never count, so the first counts with its
     * day, in whatever order days are given out.
     */
    @ParameterizedTest
    @ValueSource(strings = {"automatic", "best"})
    void whatNoBudgetCoversGivesWayToWhatIsCovered(String use) {
        Ledger ledger = ledger(
                policy("use: " + use
                        + "\npartial: false\nbudgets: [{name: slack, amount: 1}]\nafter_budget: refused\n"),
                graded("s1", Duration.ofDays(1), 80),
                graded("s2", Duration.ofDays(3), 90));
        assertThat(ledger.entry("ada", "hw").submission()).contains("s1");
        assertThat(ledger.entry("ada", "hw").charged()).isEqualTo(1);
        assertThat(ledger.entry("ada", "hw").points().map(BigDecimal::intValueExact))
                .contains(80);
    }
}

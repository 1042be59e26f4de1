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

    /**
     * A day that moves the cut-off, which is one day, rounded down. hw is a day late with 100. Of hw2 the first has 90, the
     * second is a day and a half late with 50: without a day left it came after the cut-off, with one it did not. Automatic: hw
     * takes the day, so that the first of hw2 counts: 190.
     */
    @ParameterizedTest
    @ValueSource(strings = {"automatic", "best"})
    void aLaterSubmissionThatIsWorseDoesNotCountOnlyBecauseThereAreDaysLeft(String use) {
        Ledger ledger = ledger(
                policy("use: " + use + "\nrounding: down\nbudgets: [{name: slack, amount: 1}]\n"
                        + "after_budget: {per_unit: 20}\ncut_off: {after: 1}\n"),
                graded("s", Duration.ofDays(1), 100),
                second("s1", Duration.ofDays(30), 90),
                second("s2", Duration.ofDays(31).plusHours(12), 50));
        assertThat(ledger.entry("ada", "hw").charged()).isEqualTo(1);
        LedgerEntry second = ledger.entry("ada", "hw2");
        assertThat(second.submission()).contains("s1");
        assertThat(second.points()).contains(new BigDecimal("90.00"));
        assertThat(second.explanation())
                .isEqualTo("on time; a later submission does not count: 36 h late, after the cut-off");
    }
}

package dev.grader.core.late;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.late.Ledger.Balance;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ledgers of single students, before there is anything to hand in. */
class EachLedgerTest {
    @ParameterizedTest
    @ValueSource(strings = {"each", "minimum"})
    void budgetsAreThereBeforeTheFirstPart(String teamRule) {
        List<Ledger> ledgers = LateEvaluation.each(
                LateVectorsTest.policy(
                        "team: " + teamRule + "\nbudgets: [{name: slack, amount: 5}]\nafter_budget: none\n"),
                new Calendar(ZoneOffset.UTC, List.of("ada", "ben"), List.of()),
                List.of(),
                (member, ledger) -> ledger);
        assertThat(ledgers)
                .extracting(Ledger::balances)
                .containsExactly(
                        List.of(new Balance("ada", "slack", 5, 0, 5)), List.of(new Balance("ben", "slack", 5, 0, 5)));
    }
}

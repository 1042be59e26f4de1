package dev.grader.core.late;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.late.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences about what does not count. */
class RefusalWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # budget | further rules    | days late | the sentence
            0 | ''                      | 1 | 24 h late = 1 day; you have no slack days; does not count for 1 day not covered
            3 | ''                      | 5 | 5 days late; no day used, as it would change nothing; does not count for 5 days not covered
            3 | 'partial: false'        | 5 | 5 days late; no day used, as 3 would not cover all of it; does not count for 5 days not covered
            3 | 'cap: 0'                | 1 | 24 h late = 1 day; no day used, as none may be for this part; does not count for 1 day not covered
            3 | 'cut_off: {after: 1}'   | 5 | 5 days late; does not count, as it came after the cut-off
            3 | 'cut_off: {after: 3}'   | 5 | 5 days late; no day used, as it would change nothing; does not count for 5 days not covered
            """)
    void aRefusalSaysWhetherTheCutOffOrTheBudgetIsOver(int budget, String rules, int days, String sentence) {
        Policy policy = LateVectorsTest.policy(
                "budgets: [{name: slack, amount: " + budget + "}]\n" + rules + "\nafter_budget: refused\n");
        assertThat(sentence(policy, "hw", LateVectorsTest.graded("s1", Duration.ofDays(days), 100)))
                .isEqualTo(sentence);
    }

    @Test
    void aSpentBudgetIsNamed() {
        Policy policy = LateVectorsTest.policy("budgets: [{name: programming, amount: 3}]\nafter_budget: refused\n");
        assertThat(sentence(
                        policy,
                        "hw2",
                        LateVectorsTest.graded("s1", Duration.ofDays(3), 100),
                        LateVectorsTest.second("s2", Duration.ofDays(31), 100)))
                .isEqualTo("24 h late = 1 day; none of your 3 programming days is left;"
                        + " does not count for 1 day not covered");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            latest | cut_off: {after: 1}\\nafter_budget: none | on time; a later submission does not count: 3 days late, after the cut-off
            best   | cut_off: {after: 1}\\nafter_budget: none | on time; a later submission does not count: 3 days late, after the cut-off
            chosen | cut_off: {after: 1}\\nafter_budget: none | on time; a later submission does not count: 3 days late, after the cut-off
            latest | after_budget: refused | on time; a later submission does not count: 3 days late, you have no slack days, 3 days not covered
            """)
    void aLaterSubmissionThatDoesNotCountIsMentioned(String counted, String rules, String sentence) {
        for (String use : List.of("automatic", "best")) {
            Policy policy = LateVectorsTest.policy("use: " + use + "\ncounted: " + counted
                    + "\nbudgets: [{name: slack, amount: 0}]\n" + rules.replace("\\n", "\n") + "\n");
            List<Event> events = new ArrayList<>(List.of(
                    LateVectorsTest.graded("s1", Duration.ZERO, 70),
                    LateVectorsTest.graded("s2", Duration.ofDays(3), 100)));
            assertThat(sentence(policy, "hw", events.toArray(Event[]::new))).isEqualTo(sentence);
        }
    }

    @Test
    void aSubmissionThatCountsIsAllThatIsSaid() {
        Policy policy = LateVectorsTest.policy("after_budget: none\ncut_off: {after: 1}\n");
        assertThat(sentence(
                        policy,
                        "hw",
                        LateVectorsTest.graded("s1", Duration.ZERO, 70),
                        LateVectorsTest.graded("s2", Duration.ofDays(1), 100)))
                .isEqualTo("24 h late = 1 day; no penalty");
    }

    private static String sentence(Policy policy, String part, Event... events) {
        return LateVectorsTest.ledger(policy, events).entry("ada", part).explanation();
    }
}

package dev.grader.core.late;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.late.policy.Policy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences about what keeps units from being used, in teams and where units must be asked for. */
class TeamWordsTest {
    private static final Instant DUE =
            LateVectorsTest.calendar().parts().getFirst().due().orElseThrow();

    /** Ada hands in two days late, with ben, who has a budget of his own. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # rule | further rules | ada has | ben has | ada is charged | her sentence
            all_or_none | ''                    | 5 | 5 | 2 | 2 of your 5 slack days used, 3 left; no penalty
            all_or_none | ''                    | 5 | 1 | 0 | no day used, as a member of your team cannot cover all of it; 20 %
            all_or_none | ''                    | 1 | 5 | 0 | no day used, as 1 would not cover all of it; 20 %
            all_or_none | 'cap: 1'              | 5 | 5 | 0 | no day used, as the 1 that one part may use would not cover all of it; 20 %
            all_or_none | ''                    | 0 | 5 | 0 | you have no slack days; 20 %
            minimum     | ''                    | 5 | 1 | 1 | 1 of your 5 slack days used, 4 left (a member of your team can use no more); 10 %
            minimum     | ''                    | 5 | 0 | 0 | no day used, as a member of your team can use none; 20 %
            minimum     | ''                    | 1 | 5 | 1 | 1 of your 1 slack day used, 0 left; 10 %
            minimum     | 'partial: false'      | 5 | 1 | 0 | no day used, as the 1 that your team can use would not cover all of it; 20 %
            maximum     | ''                    | 1 | 5 | 1 | 1 of your 1 slack day used, 0 left (your team covers 1); no penalty
            maximum     | ''                    | 0 | 1 | 0 | you have no slack days (your team covers 1); 10 %
            maximum     | 'cap: 1'              | 5 | 5 | 1 | 1 of your 5 slack days used, 4 left (at most 1 day for one part); 10 %
            """)
    void inTeams(String rule, String rules, int ada, int ben, int charged, String sentence) {
        Policy policy = LateVectorsTest.policy("team: " + rule + "\n" + rules
                + "\nbudgets: [{name: slack, amount: 0}]\nafter_budget: {per_unit: 10}\n");
        LedgerEntry entry = team(policy, List.of(budget("ada", ada), budget("ben", ben)));
        assertThat(entry.explanation()).startsWith("2 days late; " + sentence);
        assertThat(entry.charged()).isEqualTo(charged);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # rule | use | ada asks for | ben asks for | ada is charged | her sentence
            each        | retroactive | - | 2 | 0 | no day used, as you asked for none; 20 %
            each        | retroactive | 1 | - | 1 | 1 of your 5 slack days used, 4 left (you asked for 1); 10 %
            each        | opt_in      | 1 | - | 1 | 1 of your 5 slack days used, 4 left (you had asked for 1); 10 %
            all_or_none | retroactive | 2 | - | 0 | no day used, as a member of your team cannot cover all of it; 20 %
            all_or_none | retroactive | 1 | 2 | 0 | no day used, as the 1 that you asked for would not cover all of it; 20 %
            minimum     | retroactive | 2 | 1 | 1 | 1 of your 5 slack days used, 4 left (a member of your team can use no more); 10 %
            minimum     | retroactive | - | 2 | 0 | no day used, as you asked for none; 20 %
            # who asks asks for the team: nobody's days are spared because another asked
            maximum     | retroactive | - | 2 | 2 | 2 of your 5 slack days used, 3 left; no penalty
            maximum     | retroactive | - | 1 | 1 | 1 of your 5 slack days used, 4 left (nobody in your team can use more); 10 %
            maximum     | retroactive | 1 | - | 1 | 1 of your 5 slack days used, 4 left (you asked for 1); 10 %
            maximum     | retroactive | - | - | 0 | no day used, as you asked for none; 20 %
            """)
    void whereUnitsMustBeAskedFor(String rule, String use, Integer ada, Integer ben, int charged, String sentence) {
        Policy policy = LateVectorsTest.policy("team: " + rule + "\nuse: " + use
                + "\nbudgets: [{name: slack, amount: 5}]\nafter_budget: {per_unit: 10}\n");
        List<Event> claims = new ArrayList<>();
        if (ada != null) {
            claims.add(new Event.Claim("ada", "hw", ada, DUE));
        }
        if (ben != null) {
            claims.add(new Event.Claim("ben", "hw", ben, DUE));
        }
        LedgerEntry entry = team(policy, claims);
        assertThat(entry.explanation()).startsWith("2 days late; " + sentence);
        assertThat(entry.charged()).isEqualTo(charged);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1 | 2 of your 5 slack days used, 3 left; no penalty
            73 | no day used, as you had asked for none; 20 %
            """)
    void whatWasAskedForTooLateIsNotKnown(int hours, String sentence) {
        Policy policy = LateVectorsTest.policy(
                "use: opt_in\nbudgets: [{name: slack, amount: 5}]\nafter_budget: {per_unit: 10}\n");
        Event claim = new Event.Claim("ada", "hw", 2, DUE.plus(Duration.ofHours(hours)));
        assertThat(team(policy, List.of(claim)).explanation()).startsWith("2 days late; " + sentence);
    }

    /** One document, ben's part of it worth less: its lateness is still that of both. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # rule      | ben has | ada is charged | ada's points | ben's points
            all_or_none | 5       | 2              | 90           | 60
            all_or_none | 1       | 0              | 72           | 48
            minimum     | 1       | 1              | 81           | 54
            each        | 1       | 2              | 90           | 54
            """)
    void membersWithPointsOfTheirOwnAreStillATeam(
            String rule, int ben, int charged, BigDecimal points, BigDecimal pointsOfBen) {
        Policy policy = LateVectorsTest.policy(
                "team: " + rule + "\nbudgets: [{name: slack, amount: 5}]\nafter_budget: {per_unit: 10}\n");
        Event.Submission together = new Event.Submission(
                "s1",
                "hw",
                List.of("ada", "ben"),
                DUE.plus(Duration.ofDays(2)),
                Optional.empty(),
                false,
                Map.of("ada", BigDecimal.valueOf(90), "ben", BigDecimal.valueOf(60)));
        Ledger ledger = LateVectorsTest.ledger(policy, budget("ben", ben), together);
        LedgerEntry entry = ledger.entry("ada", "hw");
        assertThat(entry.charged()).isEqualTo(charged);
        assertThat(entry.points().orElseThrow()).isEqualByComparingTo(points);
        assertThat(ledger.entry("ben", "hw").earned()).contains(BigDecimal.valueOf(60));
        assertThat(ledger.entry("ben", "hw").points().orElseThrow()).isEqualByComparingTo(pointsOfBen);
    }

    private static Event budget(String member, int units) {
        return new Event.BudgetChange("slack", Set.of(member), new Event.Change.To(units), Instant.EPOCH, "");
    }

    private static LedgerEntry team(Policy policy, List<Event> others) {
        List<Event> events = new ArrayList<>(others);
        events.add(new Event.Submission(
                "s1",
                "hw",
                List.of("ada", "ben"),
                DUE.plus(Duration.ofDays(2)),
                Optional.of(BigDecimal.valueOf(90)),
                false));
        return LateVectorsTest.ledger(policy, events.toArray(Event[]::new)).entry("ada", "hw");
    }
}

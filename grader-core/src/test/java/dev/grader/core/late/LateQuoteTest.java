package dev.grader.core.late;

import static dev.grader.core.late.LateVectorsTest.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.late.LedgerEntry.Status;
import dev.grader.core.late.file.LatePresets;
import dev.grader.core.late.policy.Extra;
import dev.grader.core.late.policy.LateUnit;
import dev.grader.core.late.policy.Policy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LateQuoteTest {
    private static final Policy SHARIF = LatePresets.policy("sharif-ce-40719");
    private static final Instant DUE = Instant.parse("2024-03-10T20:29:00Z");

    @Test
    void saysWhatIsUsedAndWhatIsLeft() {
        LateQuote quote = quote(SHARIF, List.of(handedIn(0, 24)), handedIn(1, 25));
        assertThat(quote.sentence())
                .isEqualTo("uses 2 of your 10 practical days; 7 left after hw1 if you hand in nothing else late");
        assertThat(quote.isFree()).isFalse();
        assertThat(quote.entry().charged()).isEqualTo(2);
    }

    @Test
    void countsOnTheDaysThatLaterPartsUse() {
        LateQuote quote = quote(SHARIF, List.of(handedIn(2, 24)), handedIn(1, 5 * 24));
        assertThat(quote.sentence())
                .isEqualTo("uses 3 of your 10 practical days; 6 left after hw2 if you hand in nothing else late;"
                        + " 20 % of the earned points lost");
        assertThat(quote.others()).isEmpty();
    }

    @Test
    void namesThePartsThatLoseTheirDays() {
        List<Event> events = List.of(handedIn(1, 72), handedIn(2, 72), handedIn(3, 72));
        LateQuote quote = quote(SHARIF, events, handedIn(0, 72));
        assertThat(quote.others()).singleElement().satisfies(other -> {
            assertThat(other.part()).isEqualTo("hw3");
            assertThat(other.charged()).isEqualTo(1);
        });
        assertThat(quote.sentence())
                .startsWith(
                        "uses 3 of your 10 practical days; 0 left after hw3 if you hand in nothing else late; changes hw3: ")
                .contains("20 % of the earned points lost");
    }

    @Test
    void saysWhatAskingForDaysWouldChange() {
        String asked = "budgets: [{name: slack, amount: 5}]\ncap: 3\nafter_budget: {per_unit: 10}\nuse: ";
        assertThat(quote(policy(asked + "opt_in"), List.of(), handedIn(0, 25)).sentence())
                .endsWith(
                        "20 % of the earned points lost for 2 days; if you ask for 2 days before you hand in: no penalty");
        assertThat(quote(policy(asked + "retroactive"), List.of(), handedIn(0, 4 * 24))
                        .sentence())
                .endsWith("; if you ask for 3 days, now or later: 10 % of the earned points lost");
        Event all = new Event.Claim("ada", handedIn(0, 25).part(), 3, DUE);
        assertThat(quote(policy(asked + "opt_in"), List.of(all), handedIn(0, 4 * 24))
                        .sentence())
                .doesNotContain("if you ask");
        assertThat(quote(policy(asked + "opt_in"), List.of(), handedIn(0, -1)).sentence())
                .isEqualTo("on time");
    }

    @Test
    void onTimeIsFree() {
        LateQuote quote = quote(SHARIF, List.of(), handedIn(0, -1));
        assertThat(quote.isFree()).isTrue();
        assertThat(quote.sentence()).isEqualTo("on time");
    }

    @Test
    void refusedWorkIsTold() {
        LateQuote quote = quote(policy("after_budget: refused"), List.of(handedIn(0, -5)), handedIn(0, 1));
        assertThat(quote.sentence()).startsWith("on time; a later submission does not count: 1 h late");
        assertThat(quote.refused()).isTrue();
        assertThat(quote.isFree()).isFalse();
        LateQuote alone = quote(policy("after_budget: refused"), List.of(), handedIn(0, 1));
        assertThat(alone.entry().status()).isEqualTo(Status.REFUSED);
        assertThat(alone.isFree()).isFalse();
        assertThat(alone.id()).isNotEqualTo(quote.id());
    }

    @Test
    void whoWouldLoseABonusIsAsked() {
        Policy policy = policy("after_budget: none\nearly: {per_unit: 5, at_most: 10}");
        assertThat(quote(policy, List.of(), handedIn(0, -30)).isFree()).isTrue();
        assertThat(quote(policy, List.of(handedIn(0, -26)), handedIn(0, -25)).isFree())
                .isTrue();
        LateQuote later = quote(policy, List.of(handedIn(0, -30)), handedIn(0, -5));
        assertThat(later.isFree()).isFalse();
        assertThat(later.sentence()).endsWith("the bonus of what you handed in before is larger, and lost by this");
        assertThat(later.id())
                .isNotEqualTo(quote(policy, List.of(), handedIn(0, -5)).id());
        Policy onTime = LatePresets.policy("on-time-bonus");
        assertThat(quote(onTime, List.of(handedIn(0, -1)), handedIn(0, 20)).isFree())
                .isFalse();
    }

    @Test
    void whoAgreedToWhatCountsLessDidNotAgreeToWhatIsRefused() {
        Policy policy = policy("counted: best\nafter_budget: refused");
        Event full = new Event.Submission(
                "full",
                "hw0",
                List.of("ada"),
                DUE.minus(Duration.ofHours(5)),
                Optional.of(BigDecimal.valueOf(100)),
                false);
        LateQuote inTime = quote(policy, List.of(full), handedIn(0, -1));
        LateQuote late = quote(policy, List.of(full), handedIn(0, 1));
        assertThat(inTime.entry().submission()).isEqualTo(late.entry().submission());
        assertThat(late.refused()).isTrue();
        assertThat(late.id()).isNotEqualTo(inTime.id());
    }

    @Test
    void theIdStaysWhileTheCostDoes() {
        LateQuote first = quote(SHARIF, List.of(), handedIn(1, 25));
        assertThat(first.id()).matches("[0-9a-f]{24}");
        assertThat(quote(SHARIF, List.of(), handedIn(1, 27)).id()).isEqualTo(first.id());
        assertThat(quote(SHARIF, List.of(), handedIn(1, 49)).id()).isNotEqualTo(first.id());
        List<Event> used = List.of(handedIn(0, 72), handedIn(2, 72), handedIn(3, 72));
        assertThat(quote(SHARIF, used, handedIn(1, 25)).id())
                .as("hw3 loses a day by it")
                .isNotEqualTo(first.id());
    }

    @Test
    void theNewSubmissionOfAPartTakesThePlaceOfTheOld() {
        Event.Submission again = new Event.Submission(
                "again", "hw0", List.of("ada"), DUE.plus(Duration.ofHours(49)), Optional.empty(), false);
        LateQuote quote = quote(SHARIF, List.of(handedIn(0, 24)), again);
        assertThat(quote.entry().submission()).contains("again");
        assertThat(quote.entry().charged()).isEqualTo(3);
        assertThat(quote.entry().before()).isEqualTo(10);
    }

    @Test
    void inATeamEachMemberHasAnotherQuote() {
        Event.Submission together = new Event.Submission(
                "team", "hw1", List.of("ada", "ben"), DUE.plus(Duration.ofDays(32)), Optional.empty(), false);
        List<Event> events = List.of(handedIn(0, 72));
        LateQuote ada = LateQuote.of(SHARIF, calendar(), events, together, "ada");
        LateQuote ben = LateQuote.of(SHARIF, calendar(), events, together, "ben");
        assertThat(ada.entry().left()).isEqualTo(5);
        assertThat(ben.entry().left()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"each", "all_or_none", "minimum", "maximum"})
    void whoeverItComesTooLateForIsNotCharged(String team) {
        Policy policy = policy("""
                team: %s
                budgets: [{name: slack, amount: 10}]
                after_budget: {per_unit: 10}
                """.formatted(team));
        Part part = new Part(
                "hw0",
                "practical",
                Optional.of(DUE),
                Optional.of(DUE.plus(Duration.ofDays(1))),
                Optional.empty(),
                BigDecimal.valueOf(100),
                BigDecimal.ONE);
        Calendar calendar = new Calendar(ZoneOffset.UTC, List.of("ada", "ben"), List.of(part));
        Event.Submission early = new Event.Submission(
                "early", "hw0", List.of("ada", "ben"), DUE.minusSeconds(60), Optional.empty(), false);
        Event.Submission late = new Event.Submission(
                "late", "hw0", List.of("ada", "ben"), DUE.plus(Duration.ofDays(4)), Optional.empty(), false);
        List<Event> events =
                List.of(early, new Event.Extension("hw0", Set.of("ada"), new Allowance.By(new Extra(3, 0)), "illness"));

        LateQuote ada = LateQuote.of(policy, calendar, events, late, "ada");
        assertThat(ada.refused()).isFalse();
        assertThat(ada.entry().submission()).contains("late");
        assertThat(ada.entry().charged()).isEqualTo(1);
        LateQuote ben = LateQuote.of(policy, calendar, events, late, "ben");
        assertThat(ben.refused()).isTrue();
        assertThat(ben.isFree()).isFalse();
        assertThat(ben.entry().submission()).contains("early");
        assertThat(ben.entry().charged()).isZero();
    }

    /** A mate reads what this costs, and neither why nor what else the other has handed in. */
    @Test
    void forTeammatesThereIsNoReasonAndNoOtherUpload() {
        Policy policy = policy("""
                budgets: [{name: slack, amount: 5}]
                cap: 3
                after_cap: refused
                after_budget: {per_unit: 10}
                """);
        Event.Extension surgery =
                new Event.Extension("hw0", Set.of("ben"), new Allowance.By(new Extra(0, 1)), "surgery");
        Event.Submission own = new Event.Submission(
                "own", "hw0", List.of("ben"), DUE.plus(Duration.ofHours(47)), Optional.empty(), false);
        assertThat(forTeammates(policy, List.of(surgery, own), 4)).isEqualTo("does not count");
        assertThat(forTeammates(policy, List.of(surgery, own), 3)).isEqualTo("3 days late, uses 3 days");
    }

    private static String forTeammates(Policy policy, List<Event> events, int daysLate) {
        Event.Submission together = new Event.Submission(
                "together", "hw0", List.of("ada", "ben"), DUE.plus(Duration.ofDays(daysLate)), Optional.empty(), false);
        return LateQuote.of(policy, calendar(), events, together, "ben")
                .forTeammates(together, LateUnit.DAY, policy.operand());
    }

    @Test
    void whatIsWorseThanWhatCountsIsNotRefused() {
        LateQuote quote =
                quote(policy("counted: best\nafter_budget: {per_unit: 10}"), List.of(handedIn(0, -5)), handedIn(0, 1));
        assertThat(quote.entry().submission()).contains("s0 -5");
        assertThat(quote.refused()).isFalse();
        assertThat(quote.isFree()).isTrue();
    }

    @Test
    void oneStudentsLedgerIsThatOfTheWholeCourse() {
        for (long seed = 0; seed < 1_000; seed++) {
            RandomTerm term = RandomTerm.of(seed);
            Ledger whole = term.ledger();
            for (String student : RandomTerm.STUDENTS) {
                Ledger own = LateEvaluation.evaluate(term.policy(), term.calendar(), term.events(), student);
                assertThat(own.entries())
                        .as("term " + seed + ": " + term)
                        .isEqualTo(whole.entries().stream()
                                .filter(entry -> entry.member().equals(student))
                                .toList());
                assertThat(own.balances())
                        .isEqualTo(whole.balances().stream()
                                .filter(balance -> balance.member().equals(student))
                                .toList());
            }
        }
    }

    private static LateQuote quote(Policy policy, List<Event> events, Event.Submission candidate) {
        return LateQuote.of(policy, calendar(), events, candidate, "ada");
    }

    private static Calendar calendar() {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            parts.add(Part.due("hw" + i, "practical", DUE.plus(Duration.ofDays(30L * i)), BigDecimal.valueOf(100)));
        }
        return new Calendar(ZoneOffset.UTC, List.of("ada", "ben"), parts);
    }

    private static Event.Submission handedIn(int part, int hoursLate) {
        return new Event.Submission(
                "s" + part + " " + hoursLate,
                "hw" + part,
                List.of("ada"),
                DUE.plus(Duration.ofDays(30L * part)).plus(Duration.ofHours(hoursLate)),
                Optional.empty(),
                false);
    }
}

package dev.grader.core.late;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.late.LedgerChanges.Direction;
import dev.grader.core.late.policy.Extra;
import dev.grader.core.late.policy.Policy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LedgerChangesTest {
    private static final String ZERO = "budgets: [{name: slack, amount: 2}]\npartial: false\nafter_budget: zero\n";

    private static final List<Event> TERM = List.of(
            LateVectorsTest.graded("s1", Duration.ofDays(3), 60),
            LateVectorsTest.second("s2", Duration.ofDays(32), 100));

    private static final Event HELP = LateVectorsTest.extension("hw", "ada", new Allowance.By(new Extra(1, 0)));

    /**
     * The counter-example under zero over budget: three days late for hw are too much for two days, so they go to hw2, which is
     * two days late. With a day more for hw both days cover hw, and hw2 gets zero: 100 points become 60.
     */
    @Test
    void helpingOneAssignmentCanHurtAnother() {
        Policy policy = LateVectorsTest.policy(ZERO);
        Ledger before = ledger(policy, TERM);
        Ledger after = ledger(policy, List.of(TERM.get(0), TERM.get(1), HELP));
        assertThat(points(before)).containsExactly("0.00", "100.00");
        assertThat(points(after)).containsExactly("60.00", "0.00");

        LedgerChanges changes = LedgerChanges.between(before, after);
        assertThat(changes.changes())
                .extracting(LedgerChanges.Change::direction)
                .containsExactly(Direction.BETTER, Direction.WORSE);
        assertThat(changes.warnings())
                .singleElement()
                .asString()
                .startsWith(
                        "ada: helping hw hurts hw2; before: 100.00 points, 2 days late; 2 of your 2 slack days used")
                .contains("after: 0.00 points, 2 days late; none of your 2 slack days is left; zero points");
    }

    /** Ben's days are enough, but a day more for ada's hw takes hers, which their hw2 needs as well. */
    @Test
    void whoIsHurtByTheDaysOfAMateIsWarned() {
        Policy policy =
                LateVectorsTest.policy("team: all_or_none\nbudgets: [{name: slack, amount: 2}]\nafter_budget: zero\n");
        Event together = new Event.Submission(
                "s2",
                "hw2",
                List.of("ada", "ben"),
                LateVectorsTest.calendar().parts().getLast().due().orElseThrow().plus(Duration.ofDays(1)),
                Optional.of(BigDecimal.valueOf(90)),
                false);
        List<Event> events = List.of(TERM.getFirst(), together);
        Ledger before = ledger(policy, events);
        Ledger after = ledger(policy, List.of(TERM.getFirst(), together, HELP));
        assertThat(after.entry("ben", "hw2").points()).contains(new BigDecimal("0.00"));

        assertThat(LedgerChanges.between(before, after).warnings())
                .anySatisfy(
                        warning -> assertThat(warning).startsWith("ben: helping hw of ada hurts hw2; before: 90.00"));
    }

    /** With an earlier due date the part keeps its points, but takes the days that the other one needs. */
    @Test
    void aPartThatTakesDaysForTheSamePointsIsNamed() {
        Policy policy = LateVectorsTest.policy(ZERO);
        List<Event> events = List.of(LateVectorsTest.graded("s1", Duration.ZERO, 60), TERM.get(1));
        Calendar calendar = LateVectorsTest.calendar();
        Part hw = calendar.parts().getFirst();
        Instant earlier = hw.due().orElseThrow().minus(Duration.ofDays(2));
        Calendar moved = new Calendar(
                calendar.zone(),
                List.of(),
                List.of(
                        Part.due(hw.id(), hw.category(), earlier, hw.possible()),
                        calendar.parts().getLast()));
        Ledger before = ledger(policy, events);
        Ledger after = LateEvaluation.evaluate(policy, moved, events);
        assertThat(points(before)).containsExactly("60.00", "100.00");
        assertThat(points(after)).containsExactly("60.00", "0.00");
        LedgerChanges changes = LedgerChanges.between(before, after);
        assertThat(changes.changes())
                .extracting(LedgerChanges.Change::direction)
                .containsExactly(Direction.SAME, Direction.WORSE);
        assertThat(changes.warnings())
                .singleElement()
                .asString()
                .startsWith("ada: using more slack units for hw hurts hw2; before: 100.00 points, 2 days late");
    }

    /** More time that is taken back makes hw later, and hw2 use the day that it did not need: neither takes it from the other. */
    @Test
    void aPartThatIsLaterByItselfIsNotHurtByAnother() {
        Policy policy =
                LateVectorsTest.policy("budgets: [{name: slack, amount: 5}]\ncap: 2\nafter_budget: {per_unit: 10}\n");
        Event more = new Event.Accommodation("ada", new Extra(1, 0), Set.of(), "");
        LedgerChanges changes =
                LedgerChanges.between(ledger(policy, List.of(TERM.get(0), TERM.get(1), more)), ledger(policy, TERM));
        assertThat(changes.changes())
                .extracting(change ->
                        change.before().charged() + " to " + change.after().charged() + " " + change.direction())
                .containsExactly("2 to 2 WORSE", "1 to 2 SAME");
        assertThat(changes.warnings()).isEmpty();
    }

    /** With nothing earned a part takes no days, whatever helps it. */
    @Test
    void nothingEarnedTakesNoDays() {
        Policy policy = LateVectorsTest.policy(ZERO);
        Event nothing = LateVectorsTest.graded("s1", Duration.ofDays(3), 0);
        Ledger before = ledger(policy, List.of(nothing, TERM.get(1)));
        Ledger after = ledger(policy, List.of(nothing, TERM.get(1), HELP));
        assertThat(points(before)).containsExactly("0.00", "100.00");
        assertThat(points(after)).containsExactly("0.00", "100.00");
        assertThat(LedgerChanges.between(before, after).warnings()).isEmpty();
    }

    /** A whole course gets better and half of it worse; each student is looked at once. */
    @Test
    @Timeout(60)
    void manyChangesAreComparedStudentByStudent() {
        int students = 40_000;
        Ledger ledger = ledger(LateVectorsTest.policy(ZERO), TERM);
        Ledger helped = ledger(LateVectorsTest.policy(ZERO), List.of(TERM.get(0), TERM.get(1), HELP));
        List<LedgerChanges.Change> one = LedgerChanges.between(ledger, helped).changes();
        List<LedgerChanges.Change> all = new ArrayList<>();
        for (int i = 0; i < students; i++) {
            String name = "s" + i;
            one.forEach(change -> all.add(new LedgerChanges.Change(
                    named(change.before(), name), named(change.after(), name), change.direction())));
        }
        assertThat(new LedgerChanges(all).warnings())
                .hasSize(students)
                .first()
                .asString()
                .startsWith("s0: helping hw");
    }

    private static LedgerEntry named(LedgerEntry entry, String member) {
        return new LedgerEntry(
                member,
                entry.part(),
                entry.status(),
                entry.submission(),
                entry.due(),
                entry.lateSeconds(),
                entry.late(),
                entry.charged(),
                entry.budget(),
                entry.total(),
                entry.before(),
                entry.left(),
                entry.cost(),
                entry.earned(),
                entry.points(),
                entry.explanation());
    }

    @Test
    void inBestUseTheSameHelpHurtsNothing() {
        Policy policy = LateVectorsTest.policy("use: best\n" + ZERO);
        Ledger before = ledger(policy, TERM);
        Ledger after = ledger(policy, List.of(TERM.get(0), TERM.get(1), HELP));
        assertThat(points(before)).containsExactly("0.00", "100.00");
        assertThat(points(after)).containsExactly("0.00", "100.00");
        assertThat(LedgerChanges.between(before, after).changes()).isEmpty();
    }

    @Test
    void anExcuseThatFreesDaysIsNoWarning() {
        Policy policy = LateVectorsTest.policy("budgets: [{name: slack, amount: 2}]\nafter_budget: {per_unit: 10}\n");
        Ledger before = ledger(policy, TERM);
        Ledger after = ledger(policy, List.of(TERM.get(0), TERM.get(1), new Event.Excuse("ada", "hw", "ill")));
        LedgerChanges changes = LedgerChanges.between(before, after);
        assertThat(changes.changes())
                .extracting(LedgerChanges.Change::direction)
                .containsExactly(Direction.BETTER, Direction.BETTER);
        assertThat(changes.warnings()).isEmpty();
    }

    @Test
    void aSmallerBudgetMakesWorseAndHelpsNobody() {
        Policy policy = LateVectorsTest.policy("budgets: [{name: slack, amount: 5}]\nafter_budget: {per_unit: 10}\n");
        Event fewer = new Event.BudgetChange("slack", Set.of(), new Event.Change.To(1), Instant.EPOCH, "a mistake");
        LedgerChanges changes =
                LedgerChanges.between(ledger(policy, TERM), ledger(policy, List.of(TERM.get(0), TERM.get(1), fewer)));
        assertThat(changes.changes())
                .extracting(LedgerChanges.Change::direction)
                .containsExactly(Direction.WORSE, Direction.WORSE);
        assertThat(changes.warnings()).isEmpty();
    }

    private static Ledger ledger(Policy policy, List<Event> events) {
        return LateEvaluation.evaluate(policy, LateVectorsTest.calendar(), events);
    }

    private static List<String> points(Ledger ledger) {
        return ledger.entries().stream()
                .map(entry -> entry.points().map(BigDecimal::toPlainString).orElse("none"))
                .toList();
    }
}

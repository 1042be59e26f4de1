package dev.grader.core.late;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.late.Ledger.Balance;
import dev.grader.core.late.policy.Budget;
import dev.grader.core.late.policy.Counted;
import dev.grader.core.late.policy.DayKind;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.late.policy.TeamRule;
import dev.grader.core.late.policy.Use;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds for every policy and every term. */
class LatePropertiesTest {
    private static final int TERMS = 2_000;
    private static final int MORE_TERMS = 100_000;

    @Test
    void nothingIsChargedThatIsNotThere() {
        LongStream.range(0, TERMS).forEach(LatePropertiesTest::checkBudget);
    }

    @Test
    void theOrderOfEventsIsNoMatter() {
        LongStream.range(0, TERMS).forEach(LatePropertiesTest::checkOrder);
    }

    @Test
    void laterIsNeverBetterForOnePart() {
        LongStream.range(0, TERMS).forEach(LatePropertiesTest::checkLaterForOnePart);
    }

    @Test
    void anExtensionNeverHurtsItsPart() {
        LongStream.range(0, TERMS).forEach(LatePropertiesTest::checkExtensionForOnePart);
    }

    @Test
    void overTheTermLaterIsNeverBetterAndAnExtensionNeverHurtsInBestUse() {
        LongStream.range(0, TERMS).forEach(LatePropertiesTest::checkBestUse);
    }

    @Test
    void bestUseIsNeverWorseThanAutomaticUse() {
        LongStream.range(0, TERMS).forEach(LatePropertiesTest::checkBestAgainstAutomatic);
    }

    @Test
    @Tag("long")
    void allOfThisHoldsForMoreTerms() {
        LongStream.range(TERMS, TERMS + MORE_TERMS).parallel().forEach(seed -> {
            checkBudget(seed);
            checkOrder(seed);
            checkLaterForOnePart(seed);
            checkExtensionForOnePart(seed);
            checkBestUse(seed);
            checkBestAgainstAutomatic(seed);
        });
    }

    private static void checkBudget(long seed) {
        RandomTerm term = RandomTerm.of(seed);
        Ledger ledger = term.ledger();
        boolean changes = term.events().stream().anyMatch(event -> event instanceof Event.BudgetChange);
        for (LedgerEntry entry : ledger.entries()) {
            assertThat(entry.charged()).as(() -> about(seed, term)).isBetween(0, Math.min(entry.late(), entry.total()));
            if (term.policy().use() != Use.BEST || !changes) {
                assertThat(entry.charged()).as(() -> about(seed, term)).isLessThanOrEqualTo(entry.before());
                assertThat(entry.left()).as(() -> about(seed, term)).isEqualTo(entry.before() - entry.charged());
            }
        }
        for (Balance balance : ledger.balances()) {
            Budget budget = term.policy().budgets().stream()
                    .filter(candidate -> candidate.name().equals(balance.budget()))
                    .findFirst()
                    .orElseThrow();
            int largest = ledger.entries().stream()
                    .filter(entry -> entry.member().equals(balance.member())
                            && entry.budget().equals(Optional.of(balance.budget())))
                    .mapToInt(LedgerEntry::total)
                    .max()
                    .orElse(0);
            assertThat(balance.used()).as(() -> about(seed, term)).isLessThanOrEqualTo(largest);
            if (!changes) {
                assertThat(balance.total()).isEqualTo(budget.amount());
            }
        }
    }

    private static void checkOrder(long seed) {
        RandomTerm term = RandomTerm.of(seed);
        List<Event> shuffled = new ArrayList<>(term.events());
        Collections.shuffle(shuffled, new Random(seed));
        Ledger ledger = LateEvaluation.evaluate(term.policy(), term.calendar(), shuffled);
        assertThat(numbers(ledger)).as(() -> about(seed, term)).isEqualTo(numbers(term.ledger()));
        assertThat(ledger.balances()).isEqualTo(term.ledger().balances());
        checkEach(term);
    }

    private static void checkEach(RandomTerm term) {
        List<LedgerEntry> entries = new ArrayList<>();
        List<Balance> balances = new ArrayList<>();
        LateEvaluation.each(term.policy(), term.calendar(), term.events(), Map::entry)
                .forEach(own -> {
                    assertThat(own.getValue().entries())
                            .allMatch(entry -> entry.member().equals(own.getKey()));
                    entries.addAll(own.getValue().entries());
                    balances.addAll(own.getValue().balances());
                });
        assertThat(entries).isEqualTo(term.ledger().entries());
        assertThat(balances).isEqualTo(term.ledger().balances());
    }

    /** All but the sentences, in which reasons stand in the order of their events. */
    private static List<String> numbers(Ledger ledger) {
        return ledger.entries().stream()
                .map(entry -> entry.toString().replace(entry.explanation(), ""))
                .toList();
    }

    private static void checkLaterForOnePart(long seed) {
        checkLaterForOnePart(seed, onePart(RandomTerm.simple(seed, use(seed))));
        checkLaterForOnePart(seed, onePart(RandomTerm.several(seed, use(seed), Counted.BEST)));
    }

    private static void checkLaterForOnePart(long seed, RandomTerm term) {
        List<Event.Submission> submissions = Events.of(Event.Submission.class, term.events());
        if (submissions.isEmpty()) {
            return;
        }
        Event.Submission submission = submissions.getFirst();
        RandomTerm later = term.replacing(submission, delayed(submission, seed));
        for (String student : submission.members()) {
            assertThat(points(later, student)).as(() -> about(seed, term)).isLessThanOrEqualTo(points(term, student));
        }
    }

    private static void checkExtensionForOnePart(long seed) {
        checkExtensionForOnePart(seed, onePart(RandomTerm.simple(seed, use(seed))));
        checkExtensionForOnePart(seed, onePart(RandomTerm.several(seed, use(seed), Counted.BEST)));
    }

    private static void checkExtensionForOnePart(long seed, RandomTerm term) {
        RandomTerm extended = term.with(RandomTerm.extension(term, seed));
        if (term.policy().team() == TeamRule.EACH && !hasWallClockOutage(term)) {
            for (String student : RandomTerm.STUDENTS) {
                assertThat(points(term, student))
                        .as(() -> about(seed, extended))
                        .isLessThanOrEqualTo(points(extended, student));
            }
        }
    }

    private static void checkBestUse(long seed) {
        checkExtensionInBestUse(seed, RandomTerm.simple(seed, Use.BEST));
        checkExtensionInBestUse(seed, RandomTerm.several(seed, Use.BEST, Counted.BEST));
        checkLaterInBestUse(seed, RandomTerm.simple(seed, Use.BEST));
        checkLaterInBestUse(seed, RandomTerm.several(seed, Use.BEST, Counted.BEST));
    }

    private static void checkExtensionInBestUse(long seed, RandomTerm term) {
        if (hasWallClockOutage(term)) {
            return;
        }
        RandomTerm extended = term.with(RandomTerm.extension(term, seed));
        for (String student : RandomTerm.STUDENTS) {
            assertThat(points(extended, student))
                    .as(() -> about(seed, extended))
                    .isGreaterThanOrEqualTo(points(term, student));
        }
    }

    private static void checkLaterInBestUse(long seed, RandomTerm term) {
        List<Event.Submission> submissions = Events.of(Event.Submission.class, term.events());
        if (submissions.isEmpty()) {
            return;
        }
        Event.Submission submission = submissions.get((int) (seed % submissions.size()));
        RandomTerm later = term.replacing(submission, delayed(submission, seed));
        for (String student : RandomTerm.STUDENTS) {
            assertThat(points(later, student)).as(() -> about(seed, later)).isLessThanOrEqualTo(points(term, student));
        }
    }

    /** Where an outage and a change of the clocks meet, an extension can hurt: see {@link LateVectorsTest}. */
    private static boolean hasWallClockOutage(RandomTerm term) {
        return term.policy().clock().days() == DayKind.WALL_CLOCK
                && !Events.of(Event.Outage.class, term.events()).isEmpty();
    }

    private static Use use(long seed) {
        return List.of(Use.values()).get((int) (seed % Use.values().length));
    }

    private static void checkBestAgainstAutomatic(long seed) {
        checkBestAgainstAutomatic(seed, RandomTerm.simple(seed, Use.BEST));
        for (Counted counted : Counted.values()) {
            checkBestAgainstAutomatic(seed, RandomTerm.several(seed, Use.BEST, counted));
        }
    }

    private static void checkBestAgainstAutomatic(long seed, RandomTerm best) {
        RandomTerm automatic = best.with(automatic(best.policy()));
        for (String student : RandomTerm.STUDENTS) {
            assertThat(points(best, student))
                    .as(() -> about(seed, best))
                    .isGreaterThanOrEqualTo(points(automatic, student));
        }
    }

    private static Policy automatic(Policy policy) {
        return new Policy(
                policy.title(),
                policy.clock(),
                policy.budgets(),
                policy.rules(),
                policy.categories(),
                Use.AUTOMATIC,
                policy.team(),
                policy.counted(),
                policy.partial(),
                policy.operand(),
                policy.floor(),
                policy.early(),
                policy.scale());
    }

    /** One part; what a student asked for was asked for before. */
    private static RandomTerm onePart(RandomTerm term) {
        Part part = term.calendar().parts().getFirst();
        List<Event> events = new ArrayList<>();
        for (Event event : term.events()) {
            if (event instanceof Event.Claim claim) {
                events.add(new Event.Claim(claim.member(), claim.part(), claim.units(), Instant.EPOCH));
            } else {
                events.add(event);
            }
        }
        events.removeIf(event -> switch (event) {
            case Event.Submission it -> !it.part().equals(part.id());
            case Event.Extension it -> !it.part().equals(part.id());
            case Event.Excuse it -> !it.part().equals(part.id());
            case Event.Claim it -> !it.part().equals(part.id());
            case Event.Choice it -> true;
            case Event.Outage it -> !it.parts().isEmpty();
            case Event.Accommodation it -> false;
            case Event.BudgetChange it -> false;
        });
        return new RandomTerm(
                term.policy(),
                new Calendar(term.calendar().zone(), RandomTerm.STUDENTS, List.of(part)),
                List.copyOf(events));
    }

    private static Event.Submission delayed(Event.Submission submission, long seed) {
        Duration delay = Duration.ofSeconds(1 + new Random(seed).nextInt(200_000));
        return new Event.Submission(
                submission.id(),
                submission.part(),
                submission.members(),
                submission.at().plus(delay),
                submission.earned(),
                submission.practice(),
                submission.earnedBy());
    }

    /** The sum of the term. */
    private static BigDecimal points(RandomTerm term, String student) {
        Ledger ledger = term.ledger();
        BigDecimal sum = BigDecimal.ZERO;
        for (Part part : term.calendar().parts()) {
            sum = sum.add(ledger.entry(student, part.id())
                    .points()
                    .orElse(BigDecimal.ZERO)
                    .multiply(part.worth()));
        }
        return sum;
    }

    private static String about(long seed, RandomTerm term) {
        return "term " + seed + ": " + term;
    }
}

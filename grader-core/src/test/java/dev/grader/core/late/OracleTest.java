package dev.grader.core.late;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.late.Ledger.Balance;
import dev.grader.core.late.LedgerEntry.Status;
import dev.grader.core.late.policy.Budget;
import dev.grader.core.late.policy.Use;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ledger against {@link SlowLedger} over terms made up by chance. */
class OracleTest {
    private static final int FIRST_OF_LONG = 2_000;

    @Test
    void agreesWithTheOracle() {
        LongStream.range(0, FIRST_OF_LONG).forEach(OracleTest::check);
    }

    @Test
    @Tag("long")
    void agreesWithTheOracleOverMoreTerms() {
        LongStream.range(FIRST_OF_LONG, FIRST_OF_LONG + 100_000).parallel().forEach(OracleTest::check);
    }

    private static void check(long seed) {
        RandomTerm term = RandomTerm.of(seed);
        Ledger ledger = term.ledger();
        assertThat(ledger.entries().stream().map(entry -> entry.member() + " " + entry.part()))
                .as(() -> "rows of term " + seed + ": " + term)
                .doesNotHaveDuplicates()
                .hasSize(RandomTerm.STUDENTS.size() * term.calendar().parts().size());
        SlowLedger oracle = new SlowLedger(term.policy(), term.calendar(), term.events());
        if (term.policy().use() == Use.BEST) {
            for (String student : RandomTerm.STUDENTS) {
                assertThat(best(term, ledger, student))
                        .as(() -> "term " + seed + ", " + student + ": " + term)
                        .isEqualTo(comparable(oracle.best(student)));
                for (Budget budget : term.policy().budgets()) {
                    assertThat(overdrawn(term, ledger, oracle, student, budget))
                            .as(() -> "term " + seed + ", " + student + ", " + budget + ": " + term)
                            .isEmpty();
                }
            }
        } else {
            assertThat(lines(ledger, term.events()))
                    .as(() -> "term " + seed + ": " + term)
                    .isEqualTo(lines(oracle.inTurn(), term.events()));
            assertThat(ledger.balances())
                    .as(() -> "term " + seed + ": " + term)
                    .containsExactlyInAnyOrderElementsOf(oracle.balances());
        }
    }

    private static String comparable(SlowLedger.Best best) {
        return best.value().stripTrailingZeros().toPlainString() + " with "
                + best.points().stripTrailingZeros().toPlainString() + " for " + best.charged();
    }

    private static String best(RandomTerm term, Ledger ledger, String student) {
        BigDecimal value = BigDecimal.ZERO;
        BigDecimal points = BigDecimal.ZERO;
        int charged = 0;
        for (Part part : term.calendar().parts()) {
            LedgerEntry entry = ledger.entry(student, part.id());
            value = value.add(entry.points().orElse(BigDecimal.ZERO).multiply(part.worth()));
            points = points.add(entry.points().orElse(BigDecimal.ZERO));
            charged += entry.charged();
        }
        return comparable(new SlowLedger.Best(value, points, charged));
    }

    /**
     * What is wrong with a budget of a student in the best use: the entries of its categories, and no others, name it; they add
     * up to the balance; and the parts whose totals are at most so many units use no more than that together.
     */
    private static List<String> overdrawn(
            RandomTerm term, Ledger ledger, SlowLedger oracle, String student, Budget budget) {
        List<String> wrong = new ArrayList<>();
        TreeMap<Integer, Integer> charged = new TreeMap<>();
        int used = 0;
        for (Part part : term.calendar().parts()) {
            LedgerEntry entry = ledger.entry(student, part.id());
            boolean isDrawnOn = term.policy().budget(part.category()).equals(Optional.of(budget));
            if (isDrawnOn != entry.budget().equals(Optional.of(budget.name()))) {
                wrong.add(part.id() + " names " + entry.budget());
            }
            if (isDrawnOn) {
                int total = oracle.total(student, budget, part);
                if (entry.total() != total || entry.left() != Math.max(0, entry.before() - entry.charged())) {
                    wrong.add(entry.toString());
                }
                if (entry.charged() > 0) {
                    charged.merge(total, entry.charged(), Integer::sum);
                }
                used += entry.charged();
            } else if (entry.budget().isEmpty() && entry.charged() > 0) {
                wrong.add(part.id() + " is charged to no budget");
            }
        }
        int sum = 0;
        for (Map.Entry<Integer, Integer> units : charged.entrySet()) {
            sum += units.getValue();
            if (sum > units.getKey()) {
                wrong.add(sum + " units of " + units.getKey());
            }
        }
        int total = oracle.finalTotal(student, budget);
        Balance balance = new Balance(student, budget.name(), total, used, Math.max(0, total - used));
        if (!ledger.balances().contains(balance)) {
            wrong.add(balance + " is not in " + ledger.balances());
        }
        return wrong;
    }

    private static Map<String, String> lines(Ledger ledger, List<Event> events) {
        Map<String, SlowLedger.Line> lines = new TreeMap<>();
        for (LedgerEntry entry : ledger.entries()) {
            if (entry.status() != Status.MISSING && entry.status() != Status.EXCUSED) {
                lines.put(
                        entry.member() + " " + entry.part(),
                        new SlowLedger.Line(
                                entry.status(),
                                entry.late(),
                                entry.charged(),
                                entry.points().orElse(BigDecimal.ZERO),
                                entry.submission().orElse(""),
                                entry.budget().orElse(""),
                                entry.total(),
                                entry.before(),
                                entry.left()));
            }
        }
        return lines(lines, events);
    }

    /** Points only where there are some: those of ungraded submissions are presumed. */
    private static Map<String, String> lines(Map<String, SlowLedger.Line> lines, List<Event> events) {
        Map<String, String> words = new TreeMap<>();
        lines.forEach((row, line) -> {
            boolean graded = events.stream()
                    .anyMatch(event -> event instanceof Event.Submission submission
                            && submission.id().equals(line.submission())
                            && submission.earned().isPresent());
            words.put(
                    row,
                    line.status() + " " + line.late() + " " + line.charged() + " " + line.submission() + " "
                            + (graded ? line.points() : "") + "; " + line.budget() + " " + line.total() + " "
                            + line.before() + " " + line.left());
        });
        return words;
    }
}

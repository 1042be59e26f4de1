package dev.grader.core.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.suite.Suite;
import dev.grader.core.suite.Visibility;
import dev.grader.core.verdict.Verdict;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManualMarksTest {
    private final Suite suite =
            Suites.of(Suites.rules(Suites.common("t", "4", Visibility.VISIBLE)), Suites.manual("report", "2", "3"));
    private final ScoreSheet open = Suites.score(suite, Suites.measured("t"));

    @Test
    void allItemsTogetherAreTheTest() {
        TestScore report = report(Map.of("item-1", mark("1.5", "Axes?"), "item-2", mark("3", "")));

        assertThat(report.verdict()).isEqualTo(Verdict.PARTIAL);
        assertThat(report.points()).isEqualByComparingTo("4.5");
        assertThat(report.messages()).containsExactly("Item 1: 1.5 of 2 – Axes?", "Item 2: 3 of 3");
        assertThat(report(Map.of("item-1", mark("2", ""), "item-2", mark("3", "")))
                        .verdict())
                .isEqualTo(Verdict.PASSED);
        assertThat(report(Map.of("item-1", mark("0", ""), "item-2", mark("0", "")))
                        .verdict())
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void aTestWithAnItemThatNobodyHasGradedStaysOpen() {
        TestScore report = report(Map.of("item-1", mark("2", "")));

        assertThat(report.verdict()).isEqualTo(Verdict.AWAITING_GRADING);
        assertThat(report.points()).isZero();
    }

    @Test
    void theSumIsOfAllTests() {
        ScoreSheet sheet =
                ManualMarks.on(open, suite, Map.of("report", Map.of("item-1", mark("2", ""), "item-2", mark("1", ""))));

        assertThat(sheet.points()).isEqualByComparingTo("7");
        assertThat(sheet.hasAllPoints()).isTrue();
        assertThat(sheet.tests().getFirst()).isEqualTo(open.tests().getFirst());
    }

    @Test
    void anItemThatIsWorthLessNowGivesNoMoreThanThat() {
        Suite smaller =
                Suites.of(Suites.rules(Suites.common("t", "4", Visibility.VISIBLE)), Suites.manual("report", "1"));
        ScoreSheet sheet = ManualMarks.on(
                Suites.score(smaller, Suites.measured("t")),
                smaller,
                Map.of("report", Map.of("item-1", mark("2", ""), "item-2", mark("3", ""))));

        assertThat(sheet.points()).isEqualByComparingTo("5");
    }

    private TestScore report(Map<String, Mark> marks) {
        return ManualMarks.on(open, suite, Map.of("report", marks)).tests().getLast();
    }

    private static Mark mark(String points, String comment) {
        return new Mark(new BigDecimal(points), comment);
    }
}

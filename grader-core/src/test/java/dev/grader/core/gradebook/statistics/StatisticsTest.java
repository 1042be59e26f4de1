package dev.grader.core.gradebook.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.gradebook.statistics.PointStatistics.Bin;
import dev.grader.core.score.ScoreSheet;
import dev.grader.core.score.TestScore;
import dev.grader.core.suite.Visibility;
import dev.grader.core.verdict.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void thePointsOfAnAssignment() {
        // 2 4 4 4 5 5 7 9: the mean is 5, the squares of the differences sum to 32, √(32/8) = 2
        PointStatistics statistics = PointStatistics.of(points("9", "2", "4", "5", "4", "7", "4", "5"), BigDecimal.TEN)
                .orElseThrow();
        assertThat(statistics.count()).isEqualTo(8);
        assertThat(statistics.mean()).isEqualTo("5.00");
        assertThat(statistics.standardDeviation()).isEqualTo("2.00");
        assertThat(statistics.lowest()).isEqualTo("2.00");
        assertThat(statistics.lowerQuartile()).isEqualTo("4.00");
        assertThat(statistics.median()).isEqualTo("4.50");
        // place 0.75 · 7 = 5.25: 5 + 0.25 · (7 − 5)
        assertThat(statistics.upperQuartile()).isEqualTo("5.50");
        assertThat(statistics.highest()).isEqualTo("9.00");
        assertThat(statistics.bins()).extracting(Bin::count).containsExactly(0, 0, 1, 0, 3, 2, 0, 1, 0, 1);
    }

    @Test
    void oneStudentIsAllOfThem() {
        PointStatistics statistics =
                PointStatistics.of(points("7.25"), new BigDecimal("30")).orElseThrow();
        assertThat(Stream.of(statistics.mean(), statistics.median(), statistics.lowerQuartile(), statistics.highest()))
                .allSatisfy(number -> assertThat(number).isEqualTo("7.25"));
        assertThat(statistics.standardDeviation()).isEqualTo("0.00");
        assertThat(PointStatistics.of(List.of(), BigDecimal.TEN)).isEmpty();
    }

    @Test
    void aBoundaryBelongsToTheBinAboveAndFullMarksToTheLast() {
        PointStatistics statistics = PointStatistics.of(
                        points("0", "0.74", "0.75", "6.74", "6.75", "7.5", "9"), new BigDecimal("7.5"))
                .orElseThrow();
        assertThat(statistics.bins()).extracting(Bin::count).containsExactly(2, 1, 0, 0, 0, 0, 0, 0, 1, 3);
        assertThat(statistics.bins().get(1).from()).isEqualByComparingTo("0.75");
        assertThat(statistics.bins().getLast().to()).isEqualByComparingTo("7.5");
    }

    @Test
    void aTestIsPassedByThoseWhoHaveItsPoints() {
        List<TestStatistics> statistics = TestStatistics.of(List.of(
                sheet(score("a", Verdict.PASSED, "4"), score("b", Verdict.AWAITING_GRADING, "0")),
                sheet(score("a", Verdict.PARTIAL, "3"), score("b", Verdict.PASSED, "4")),
                sheet(score("a", Verdict.FAILED, "0"), score("b", Verdict.AWAITING_GRADING, "0"))));
        TestStatistics first = statistics.getFirst();
        assertThat(first.judged()).isEqualTo(3);
        assertThat(first.passed()).isEqualTo(1);
        assertThat(first.passRate()).contains(new BigDecimal("33.3"));
        assertThat(first.meanPoints()).contains(new BigDecimal("2.33"));
        TestStatistics second = statistics.getLast();
        assertThat(second.open()).isEqualTo(2);
        assertThat(second.passRate()).contains(new BigDecimal("100.0"));
        assertThat(TestStatistics.of(List.of(sheet(score("c", Verdict.AWAITING_RUN, "0"))))
                        .getFirst()
                        .passRate())
                .isEqualTo(Optional.empty());
    }

    @Test
    void nineOfTenWaitedNoLongerThanTheNinthDecile() {
        GradingTimes times = GradingTimes.of(IntStream.rangeClosed(0, 10)
                        .mapToObj(Duration::ofSeconds)
                        .toList())
                .orElseThrow();
        assertThat(times.median()).isEqualTo("5.00");
        assertThat(times.ninthDecile()).isEqualTo("9.00");
        assertThat(times.longest()).isEqualTo("10.00");
        assertThat(GradingTimes.of(List.of())).isEmpty();
    }

    private static List<BigDecimal> points(String... numbers) {
        return Arrays.stream(numbers).map(BigDecimal::new).toList();
    }

    private static ScoreSheet sheet(TestScore... scores) {
        return new ScoreSheet(Arrays.asList(scores));
    }

    private static TestScore score(String test, Verdict verdict, String points) {
        return new TestScore(
                test,
                "Test " + test,
                Visibility.VISIBLE,
                verdict,
                new BigDecimal(points),
                new BigDecimal("4"),
                List.of(),
                List.of(),
                false);
    }
}

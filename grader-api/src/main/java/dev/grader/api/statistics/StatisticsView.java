package dev.grader.api.statistics;

import dev.grader.core.gradebook.statistics.GradingTimes;
import dev.grader.core.gradebook.statistics.PointStatistics;
import dev.grader.core.gradebook.statistics.TestStatistics;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of an assignment, of all students of the course.
 *
 * @param possible points; null while they are not known
 * @param earned students with points; of the others, the work is missing, excused, or not marked or due yet
 * @param points of those who have some, after lateness; null when nobody has
 * @param tests of the submissions that count, each once
 * @param timeToGrade of all submissions that were graded by tests, in seconds; null when none was
 * @param timeToMark of what counts and has marks by the rubric, until these were first released, in seconds; null when nothing has
 * @param unit of the late policy
 * @param used how many students used how many units of a budget
 */
public record StatisticsView(
        String assignment,
        String title,
        @Nullable BigDecimal possible,
        int earned,
        int missing,
        int excused,
        int open,
        @Nullable PointStatistics points,
        List<TestView> tests,
        @Nullable GradingTimes timeToGrade,
        @Nullable GradingTimes timeToMark,
        String unit,
        List<UsedView> used) {
    public StatisticsView {
        tests = List.copyOf(tests);
        used = List.copyOf(used);
    }

    /**
     * A test.
     *
     * @param judged submissions in which it has its points
     * @param open submissions in which its points are still to come
     * @param passRate percent of those that are judged; null when none is
     * @param meanPoints of those that are judged; null when none is
     */
    public record TestView(
            String id,
            String title,
            BigDecimal maximum,
            int judged,
            int passed,
            int open,
            @Nullable BigDecimal passRate,
            @Nullable BigDecimal meanPoints) {
        static TestView of(TestStatistics test) {
            return new TestView(
                    test.testId(),
                    test.title(),
                    test.maximum(),
                    test.judged(),
                    test.passed(),
                    test.open(),
                    test.passRate().orElse(null),
                    test.meanPoints().orElse(null));
        }
    }

    /** So many students used so many units. */
    public record UsedView(int units, int students) {}
}

package dev.grader.core.gradebook.rubric;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a rubric comes to for one student.
 *
 * @param points mean over the graders who count, rounded half up to {@value #SCALE} places, once; empty while one is waited for
 * @param waitingFor assigned graders who have not released every item
 * @param spread points between the highest and the lowest of the graders who count and have released; empty with fewer than two
 * @param disputed whether the spread is more than a tenth of the rubric's points
 */
public record RubricResult(
        Optional<BigDecimal> points, List<String> waitingFor, Optional<BigDecimal> spread, boolean disputed) {
    /** Places of every number of points in the gradebook. */
    public static final int SCALE = 4;

    public RubricResult {
        waitingFor = List.copyOf(waitingFor);
    }

    /**
     * Where graders are assigned, they count, all of them, and nobody else. Otherwise everybody counts who has released.
     *
     * @param maximum points of the whole rubric
     */
    public static RubricResult of(List<GraderTotal> graders, BigDecimal maximum) {
        List<GraderTotal> assigned =
                graders.stream().filter(GraderTotal::assigned).toList();
        List<String> waitingFor = assigned.stream()
                .filter(grader -> grader.points().isEmpty())
                .map(GraderTotal::grader)
                .toList();
        List<BigDecimal> totals = (assigned.isEmpty() ? graders : assigned)
                .stream().flatMap(grader -> grader.points().stream()).toList();
        Optional<BigDecimal> spread = spread(totals);
        return new RubricResult(
                waitingFor.isEmpty() ? mean(totals) : Optional.empty(),
                waitingFor,
                spread,
                spread.filter(points -> points.compareTo(maximum.movePointLeft(1)) > 0)
                        .isPresent());
    }

    /** A sum of decimals is exact, so that the division is the only place where anything is rounded. */
    private static Optional<BigDecimal> mean(List<BigDecimal> totals) {
        return totals.stream()
                .reduce(BigDecimal::add)
                .map(sum -> sum.divide(BigDecimal.valueOf(totals.size()), SCALE, RoundingMode.HALF_UP));
    }

    private static Optional<BigDecimal> spread(List<BigDecimal> totals) {
        if (totals.size() < 2) {
            return Optional.empty();
        }
        return totals.stream()
                .max(Comparator.naturalOrder())
                .flatMap(highest ->
                        totals.stream().min(Comparator.naturalOrder()).map(highest::subtract));
    }
}

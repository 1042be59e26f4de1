package dev.grader.api.statistics;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.gradebook.Gradebooks;
import dev.grader.api.mark.Marks;
import dev.grader.api.sql.Json;
import dev.grader.api.sql.Sql;
import dev.grader.api.statistics.StatisticsView.TestView;
import dev.grader.api.statistics.StatisticsView.UsedView;
import dev.grader.api.suite.StoredSuites;
import dev.grader.core.gradebook.Standing;
import dev.grader.core.gradebook.statistics.GradingTimes;
import dev.grader.core.gradebook.statistics.PointStatistics;
import dev.grader.core.gradebook.statistics.TestStatistics;
import dev.grader.core.gradebook.term.Column;
import dev.grader.core.gradebook.term.Gradebook;
import dev.grader.core.gradebook.term.Gradebook.Cell;
import dev.grader.core.score.ManualMarks;
import dev.grader.core.score.Mark;
import dev.grader.core.score.ScoreSheet;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Computes statistics of an assignment from the grades as they are now. */
@Singleton
public class AssignmentStatistics {
    private final Gradebooks gradebooks;
    private final Sql sql;
    private final Json json;
    private final Marks marks;
    private final StoredSuites suites;
    private final WaitingTimes waiting;

    AssignmentStatistics(
            Gradebooks gradebooks, Sql sql, Json json, Marks marks, StoredSuites suites, WaitingTimes waiting) {
        this.gradebooks = gradebooks;
        this.sql = sql;
        this.json = json;
        this.marks = marks;
        this.suites = suites;
        this.waiting = waiting;
    }

    StatisticsView of(Assignment assignment) {
        Gradebook book = gradebooks.live(assignment.course());
        Column column = book.columns().stream()
                .filter(one -> one.id().equals(assignment.slug()))
                .findFirst()
                .orElseThrow();
        List<Cell> cells = book.students().stream()
                .flatMap(student -> Optional.ofNullable(student.cells().get(column.id())).stream())
                .toList();
        List<BigDecimal> points = new ArrayList<>();
        int missing = 0;
        int excused = 0;
        int open = 0;
        for (Cell cell : cells) {
            switch (cell.standing()) {
                case Standing.Earned(BigDecimal earned) -> points.add(earned);
                case Standing.Missing ignored -> missing++;
                case Standing.Excused ignored -> excused++;
                case Standing.Open ignored -> open++;
            }
        }
        return new StatisticsView(
                assignment.slug(),
                assignment.title(),
                column.possible().orElse(null),
                points.size(),
                missing,
                excused,
                open,
                distribution(points, column.possible()).orElse(null),
                TestStatistics.of(sheets(cells)).stream().map(TestView::of).toList(),
                GradingTimes.of(waiting.forTests(assignment.id())).orElse(null),
                GradingTimes.of(waiting.forMarks(assignment.id(), column, cells))
                        .orElse(null),
                book.ledger().unit().name().toLowerCase(Locale.ROOT),
                used(cells));
    }

    /** Where full marks are not known, of the most that anybody has. */
    private static Optional<PointStatistics> distribution(List<BigDecimal> points, Optional<BigDecimal> possible) {
        BigDecimal most = points.stream().reduce(BigDecimal.ZERO, BigDecimal::max);
        BigDecimal full =
                possible.filter(known -> known.signum() > 0).orElse(most.signum() > 0 ? most : BigDecimal.ONE);
        return PointStatistics.of(points, full);
    }

    /** With what people have marked and released. */
    private List<ScoreSheet> sheets(List<Cell> cells) {
        List<String> counted = cells.stream()
                .flatMap(cell -> cell.entry().submission().stream())
                .distinct()
                .toList();
        record Graded(UUID submission, String digest, ScoreSheet sheet) {}
        List<Graded> graded = sql.list(
                """
                SELECT DISTINCT ON (grade.submission_id) grade.submission_id, suite_version.digest, grade.sheet
                FROM grade JOIN suite_version ON suite_version.id = grade.suite_version_id
                WHERE grade.submission_id = ANY (CAST(? AS uuid[]))
                ORDER BY grade.submission_id, grade.revision DESC
                """,
                row -> new Graded(
                        row.uuid("submission_id"), row.text("digest"), json.read(row.text("sheet"), ScoreSheet.class)),
                counted);
        Map<UUID, Map<String, Map<String, Mark>>> released =
                marks.released(graded.stream().map(Graded::submission).toList());
        return graded.stream()
                .map(one -> {
                    Map<String, Map<String, Mark>> given = released.get(one.submission());
                    return given == null ? one.sheet() : ManualMarks.on(one.sheet(), suites.read(one.digest()), given);
                })
                .toList();
    }

    private static List<UsedView> used(List<Cell> cells) {
        TreeMap<Integer, Integer> students = new TreeMap<>();
        for (Cell cell : cells) {
            if (cell.entry().submission().isPresent()) {
                students.merge(cell.entry().charged(), 1, Integer::sum);
            }
        }
        List<UsedView> used = new ArrayList<>();
        students.forEach((units, count) -> used.add(new UsedView(units, count)));
        return used;
    }
}

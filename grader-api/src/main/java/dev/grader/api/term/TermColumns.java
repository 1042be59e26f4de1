package dev.grader.api.term;

import dev.grader.api.sql.Row;
import dev.grader.api.sql.Sql;
import dev.grader.api.suite.PublishedSuites;
import dev.grader.core.gradebook.term.Column;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The assignments of a course as columns of its gradebook. They are read as plain rows: entities would be looked through for changes
 * before every statement that follows.
 */
@Singleton
class TermColumns {
    private final Sql sql;
    private final PublishedSuites suites;

    TermColumns(Sql sql, PublishedSuites suites) {
        this.sql = sql;
        this.suites = suites;
    }

    /** By the id of the assignment, in the order of their due dates. */
    Map<Long, Column> of(long courseId) {
        Map<Long, BigDecimal> maxima = suites.maximumPoints(courseId);
        Map<Long, Column> columns = new LinkedHashMap<>();
        sql.list("""
                        SELECT id, slug, title, category, kind, part_of, due, closes, checkpoint, points
                        FROM assignment WHERE course_id = ? ORDER BY due, slug
                        """, row -> Map.entry(row.number("id"), column(row, maxima)), courseId)
                .forEach(entry -> columns.put(entry.getKey(), entry.getValue()));
        return columns;
    }

    private static Column column(Row row, Map<Long, BigDecimal> maxima) throws SQLException {
        Column.Kind kind = row.constant(Column.Kind.class, "kind");
        return new Column(
                row.text("slug"),
                row.text("title"),
                row.text("category"),
                kind,
                Optional.ofNullable(row.textOrNull("part_of")),
                Optional.ofNullable(row.instantOrNull("due")),
                Optional.ofNullable(row.instantOrNull("closes")),
                Optional.ofNullable(row.instantOrNull("checkpoint")),
                possible(row, kind, maxima));
    }

    /** Code has the points of its newest published suite, by which its submissions are graded in the end. */
    private static Optional<BigDecimal> possible(Row row, Column.Kind kind, Map<Long, BigDecimal> maxima)
            throws SQLException {
        return switch (kind) {
            case CODE -> Optional.ofNullable(maxima.get(row.number("id"))).filter(points -> points.signum() > 0);
            case FILE, NONE -> Optional.ofNullable(row.textOrNull("points")).map(BigDecimal::new);
        };
    }
}

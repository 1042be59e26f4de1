package dev.grader.api.term;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.AssignmentKind;
import dev.grader.api.assignment.Assignments;
import dev.grader.api.suite.PublishedSuites;
import dev.grader.core.gradebook.term.Column;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The assignments of a course as columns of its gradebook. */
@Singleton
class TermColumns {
    private final Assignments assignments;
    private final PublishedSuites suites;

    TermColumns(Assignments assignments, PublishedSuites suites) {
        this.assignments = assignments;
        this.suites = suites;
    }

    List<Column> of(long courseId) {
        Map<Long, BigDecimal> maxima = suites.maximumPoints(courseId);
        return assignments.ofCourse(courseId).stream()
                .map(assignment -> column(assignment, maxima))
                .toList();
    }

    private static Column column(Assignment assignment, Map<Long, BigDecimal> maxima) {
        return new Column(
                assignment.slug(),
                assignment.title(),
                assignment.category(),
                kind(assignment.kind()),
                assignment.partOf(),
                assignment.due(),
                assignment.closes(),
                assignment.checkpoint(),
                possible(assignment, maxima));
    }

    private static Column.Kind kind(AssignmentKind kind) {
        return switch (kind) {
            case CODE -> Column.Kind.CODE;
            case FILE -> Column.Kind.FILE;
            case NONE -> Column.Kind.NONE;
        };
    }

    /** Code has the points of its newest published suite, by which its submissions are graded in the end. */
    private static Optional<BigDecimal> possible(Assignment assignment, Map<Long, BigDecimal> maxima) {
        return switch (assignment.kind()) {
            case CODE -> Optional.ofNullable(maxima.get(assignment.id())).filter(points -> points.signum() > 0);
            case FILE, NONE -> assignment.points();
        };
    }
}

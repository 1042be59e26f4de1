package dev.grader.api.term;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.AssignmentKind;
import dev.grader.api.assignment.Assignments;
import dev.grader.api.suite.PublishedSuite;
import dev.grader.api.suite.PublishedSuites;
import dev.grader.core.gradebook.term.Column;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
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
        return assignments.ofCourse(courseId).stream().map(this::column).toList();
    }

    private Column column(Assignment assignment) {
        return new Column(
                assignment.slug(),
                assignment.title(),
                assignment.category(),
                kind(assignment.kind()),
                assignment.partOf(),
                assignment.due(),
                assignment.closes(),
                assignment.checkpoint(),
                possible(assignment));
    }

    private static Column.Kind kind(AssignmentKind kind) {
        return switch (kind) {
            case CODE -> Column.Kind.CODE;
            case FILE -> Column.Kind.FILE;
            case NONE -> Column.Kind.NONE;
        };
    }

    /** Code has the points of its newest published suite, by which its submissions are graded in the end. */
    private Optional<BigDecimal> possible(Assignment assignment) {
        return switch (assignment.kind()) {
            case CODE ->
                suites.of(assignment.id()).map(PublishedSuite::maximumPoints).filter(points -> points.signum() > 0);
            case FILE, NONE -> assignment.points();
        };
    }
}

package dev.grader.api.entry;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.suite.PublishedSuite;
import dev.grader.api.suite.PublishedSuites;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Optional;

/** Points of full marks. */
@Singleton
public class FullMarks {
    private final PublishedSuites published;

    FullMarks(PublishedSuites published) {
        this.published = published;
    }

    /** Those of the assignment, or of its newest published suite; empty as long as code has none. */
    public Optional<BigDecimal> of(Assignment assignment) {
        return assignment.points().or(() -> published.of(assignment.id()).map(PublishedSuite::maximumPoints));
    }
}

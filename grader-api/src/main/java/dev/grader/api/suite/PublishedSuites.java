package dev.grader.api.suite;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** The suites that submissions are graded by. */
public interface PublishedSuites {
    /** The newest published version of an assignment. */
    Optional<PublishedSuite> of(long assignmentId);

    /** Points of full marks of a course's assignments, by the newest published version of each that has one. */
    Map<Long, BigDecimal> maximumPoints(long courseId);

    /** The newest version of an assignment, published or not, for people who look at the assignment. */
    Optional<SuiteSummary> newest(long assignmentId);

    /** The version that a submission was accepted for. */
    PublishedSuite version(long suiteVersionId);

    /**
     * What an assignment shows of its suite.
     *
     * @param state PROVING, PUBLISHED or REFUSED
     */
    record SuiteSummary(int version, String digest, String state) {}
}

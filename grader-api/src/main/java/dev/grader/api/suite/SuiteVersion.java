package dev.grader.api.suite;

import dev.grader.core.suite.Capability;

/**
 * One upload of a suite.
 *
 * @param version number within the assignment, from 1
 * @param digest SHA-256 of its bundle
 * @param image of the student's language
 */
public record SuiteVersion(
        long id,
        long assignmentId,
        int version,
        String digest,
        SuiteState state,
        String image,
        Capability capability) {}

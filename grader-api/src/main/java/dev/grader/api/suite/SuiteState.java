package dev.grader.api.suite;

/** Where a suite version stands. */
public enum SuiteState {
    /** Its own fixtures are being graded. */
    PROVING,
    /** Submissions are graded by it. */
    PUBLISHED,
    /** It did not make of its fixtures what it declares. */
    REFUSED
}

package dev.grader.core.suite;

/** When a test of a submission runs. A suite's own fixtures always run every test. */
public enum Runs {
    /** With the submission's first grading. */
    AT_ONCE,
    /** Once, for submissions that count, after nothing more is accepted for the assignment from any student. */
    AFTER_DUE_DATE
}

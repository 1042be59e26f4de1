package dev.grader.core.verdict;

/**
 * How a test ended. The list is closed; {@code docs/verdicts.md} has the table "what is observed, which verdict, is it
 * retried", and a test keeps the two the same.
 */
public enum Verdict {
    /** Everything that the test asks for was measured and is right. */
    PASSED(Cause.STUDENT, false),
    /** Some of it is right. */
    PARTIAL(Cause.STUDENT, false),
    /** Measured, and wrong. */
    FAILED(Cause.STUDENT, false),
    /** The student's code raised an error. */
    STUDENT_ERROR(Cause.STUDENT, false),
    /** The student's code does not parse or compile. */
    COMPILE_ERROR(Cause.STUDENT, false),
    /** The student's model cannot be exported for training under DJL. */
    EXPORT_ERROR(Cause.STUDENT, false),
    /** More CPU time than the test allows, or sleeping past the wall-clock limit. */
    TIMEOUT(Cause.STUDENT, false),
    /** More memory than the test allows. */
    OUT_OF_MEMORY(Cause.STUDENT, false),
    /** More processes or threads than the test allows. */
    PROCESS_LIMIT(Cause.STUDENT, false),
    /** More scratch space than the test allows. */
    DISK_LIMIT(Cause.STUDENT, false),
    /** More output than the test allows. */
    OUTPUT_LIMIT(Cause.STUDENT, false),
    /** Ended by a signal. */
    CRASHED(Cause.STUDENT, false),
    /** Ended without the outputs that were asked for, whatever the exit status. */
    NO_OUTPUT(Cause.STUDENT, false),
    /** NaN or infinity where a number is needed. */
    NOT_FINITE(Cause.STUDENT, false),
    /** A rule of the assignment forbids what was found. */
    REFUSED_BY_RULE(Cause.STUDENT, false),
    /** Not run, because a test that it depends on was not passed. */
    SKIPPED(Cause.NOBODY, false),
    /** Stopped by a person or by a newer upload. */
    CANCELLED(Cause.NOBODY, false),
    /** A person has not graded it yet, or has not released the marks. */
    AWAITING_GRADING(Cause.NOBODY, false),
    /** Runs only after the last submission that can come. */
    AWAITING_RUN(Cause.NOBODY, false),
    /** Our own fault: never a score, always tried again. */
    INFRASTRUCTURE(Cause.INFRASTRUCTURE, true);

    /** Who brought the verdict about. */
    public enum Cause {
        STUDENT,
        NOBODY,
        INFRASTRUCTURE
    }

    private final Cause cause;
    private final boolean retried;

    Verdict(Cause cause, boolean retried) {
        this.cause = cause;
        this.retried = retried;
    }

    public Cause cause() {
        return cause;
    }

    /** Whether the points are still to come. */
    public boolean isOpen() {
        return this == AWAITING_GRADING || this == AWAITING_RUN;
    }

    /** Whether the job is run again by itself when a test ends so. */
    public boolean retried() {
        return retried;
    }
}

package dev.grader.harness;

/** The unit's time is up. */
final class DeadlineException extends Exception {
    private static final long serialVersionUID = 1L;

    DeadlineException() {
        super("the unit's time is up");
    }
}

package dev.grader.pipeline;

/** The job could not be run, through no fault of the student: never a score, always tried again. */
public final class InfrastructureFault extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * A fault that shows by itself.
     *
     * @param message what happened and what to do about it, for the operator
     */
    public InfrastructureFault(String message) {
        super(message);
    }

    /**
     * A fault that an exception showed.
     *
     * @param message what happened and what to do about it, for the operator
     */
    public InfrastructureFault(String message, Throwable cause) {
        super(message, cause);
    }
}

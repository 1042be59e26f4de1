package dev.grader.worker.control;

/** The job belongs to somebody else by now, or is done: stop, kill the containers, send nothing more. */
public final class StaleLeaseException extends Exception {
    private static final long serialVersionUID = 1;

    public StaleLeaseException(String message) {
        super(message);
    }
}

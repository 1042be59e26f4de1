package dev.grader.worker.control;

/** The API did not answer, or not as it should: try again later, nothing is lost. */
public final class ApiUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    public ApiUnavailableException(String message) {
        super(message);
    }

    public ApiUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

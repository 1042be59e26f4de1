package dev.grader.worker.control;

/** The API understood the call and will not take it, however often it is repeated. */
public final class ApiRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    public ApiRefusedException(String message) {
        super(message);
    }
}

package dev.grader.cli.client;

/** A command needs a token and there is none. */
public final class NotLoggedInException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NotLoggedInException(String message) {
        super(message);
    }
}

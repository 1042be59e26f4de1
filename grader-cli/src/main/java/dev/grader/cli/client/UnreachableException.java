package dev.grader.cli.client;

import java.io.IOException;

/** The service gave no answer, or none that can be understood. */
public final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1;

    public UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.grader.harness;

import java.io.IOException;

/** What came from the worker is not a job of this protocol: a fault of the service, never of a student. */
final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }

    ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}

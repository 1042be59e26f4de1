package dev.grader.worker.control;

import java.io.IOException;

/** The worker's own disk did not take what came; the API is well. */
public final class DiskException extends IOException {
    private static final long serialVersionUID = 1;

    DiskException(IOException cause) {
        super("the worker's disk does not take what the API sent: " + cause.getMessage(), cause);
    }
}

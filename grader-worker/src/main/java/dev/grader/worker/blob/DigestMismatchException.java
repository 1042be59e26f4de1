package dev.grader.worker.blob;

/** A blob is not what its digest says. */
public final class DigestMismatchException extends Exception {
    private static final long serialVersionUID = 1;

    public DigestMismatchException(String message) {
        super(message);
    }
}

package dev.grader.pipeline.torchscript;

/** The bytes are no TorchScript archive as torch writes it. */
public final class UnreadableArchiveException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableArchiveException(String message) {
        super(message);
    }
}

package dev.grader.core.protocol;

import java.io.IOException;

/** A stream that is not what the protocol says, or more of it than the caps allow. */
public final class FrameException extends IOException {
    private static final long serialVersionUID = 1;

    /** What is wrong with the stream. */
    public enum Kind {
        /** A cap is exceeded. */
        TOO_MUCH,
        /** No frame, or not one that the protocol knows. */
        MALFORMED,
        /** It ends in the middle of a frame. */
        TRUNCATED
    }

    private final Kind kind;

    public FrameException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}

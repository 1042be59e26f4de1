package dev.grader.core.artifact;

/** A file that was handed in is not what it should be. The message is for the student: what is wrong, where, and what to do. */
public final class UnreadableArtifactException extends Exception {
    private static final long serialVersionUID = 1;

    public UnreadableArtifactException(String message) {
        super(message);
    }
}

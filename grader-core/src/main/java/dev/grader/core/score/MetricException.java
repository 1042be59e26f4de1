package dev.grader.core.score;

/** Predictions of which a metric cannot be computed. The message is for the student and names no value. */
public final class MetricException extends Exception {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** Another shape or type than the metric needs. */
        SHAPE,
        /** NaN or infinity, or no probabilities where they are needed. */
        VALUES
    }

    private final Reason reason;

    MetricException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}

package dev.grader.core.late.policy;

/**
 * Lateness that is overlooked.
 *
 * @param seconds after a boundary that still count as before it
 */
public record Grace(long seconds, Place place) {
    /** No grace. */
    public static final Grace NONE = new Grace(0, Place.EVERY);

    public Grace {
        if (seconds < 0) {
            throw new IllegalArgumentException("the grace cannot be negative");
        }
    }

    /** Where the grace applies. */
    public enum Place {
        /** After the due date only: what comes later is late by its whole time. */
        FIRST,
        /** After the due date and after the end of every further unit. */
        EVERY
    }
}

package dev.grader.api.assignment;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Which dates an assignment can have. */
public final class Moments {
    /** What to tell somebody whose date is not {@link #isSensible(Instant)}. */
    public static final String NOT_SENSIBLE = "Dates are in the years 1970 to 9999.";

    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private Moments() {}

    /** Cut to whole seconds, in which lateness is counted. */
    public static @Nullable Instant inSeconds(@Nullable Instant date) {
        return date == null ? null : date.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether every part of the service, and every calendar, can write it down. */
    public static boolean isSensible(Instant date) {
        return !date.isBefore(Instant.EPOCH) && date.isBefore(END);
    }
}

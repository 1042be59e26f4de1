package dev.grader.api.assignment;

import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.time.WrittenMoment;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Which dates an assignment can have. */
public final class Moments {
    /** What to tell somebody whose date is not {@link #isSensible(Instant)}. */
    public static final String NOT_SENSIBLE = "Dates are in the years 1970 to 9999.";

    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private Moments() {}

    /**
     * The moment that is meant in a course, cut to whole seconds, in which lateness is counted.
     *
     * @param name of the date, for people
     * @throws ProblemException {@link Problem#COURSE_CONFIGURATION} when the clocks of the course skip it
     */
    public static @Nullable WrittenMoment in(ZoneId zone, String name, @Nullable WrittenMoment written) {
        if (written == null) {
            return null;
        }
        try {
            return new WrittenMoment.At(written.in(zone).truncatedTo(ChronoUnit.SECONDS));
        } catch (IllegalArgumentException skipped) {
            throw new ProblemException(Problem.COURSE_CONFIGURATION, name + ": " + skipped.getMessage() + ".");
        }
    }

    /** Of one that was settled by {@link #in}. */
    public static @Nullable Instant settled(@Nullable WrittenMoment written) {
        return switch (written) {
            case null -> null;
            case WrittenMoment.At at -> at.instant();
            case WrittenMoment.Local local ->
                throw new IllegalStateException("the time zone of " + local + " was not asked for");
        };
    }

    /** Whether every part of the service, and every calendar, can write it down. */
    public static boolean isSensible(Instant date) {
        return !date.isBefore(Instant.EPOCH) && date.isBefore(END);
    }
}

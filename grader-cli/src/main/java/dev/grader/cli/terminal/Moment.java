package dev.grader.cli.terminal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments as people read them. */
public final class Moment {
    private Moment() {}

    /** To the second, in UTC: no deadline and no charge depends on less. */
    public static String words(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}

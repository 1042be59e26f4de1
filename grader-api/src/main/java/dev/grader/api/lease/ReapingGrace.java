package dev.grader.api.lease;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an API that was away itself from taking it out on the workers: leases that ended while it, or the database, did
 * not answer are taken back only when workers have had the time for two heartbeats. Moments are those of a {@link
 * dev.grader.api.time.MonotonicClock}.
 */
final class ReapingGrace {
    private final Duration grace;
    private @Nullable Duration answeringSince;

    ReapingGrace(Duration heartbeat) {
        this.grace = heartbeat.multipliedBy(2);
    }

    /** The database has answered just now. Says whether leases may be taken back. */
    boolean answered(Duration now) {
        Duration since = answeringSince == null ? now : answeringSince;
        answeringSince = since;
        return now.minus(since).compareTo(grace) >= 0;
    }

    /** The database has not answered. */
    void silent() {
        answeringSince = null;
    }
}

package dev.grader.api.lease;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How jobs are lent. */
@ConfigMapping(prefix = "grader.lease")
public interface LeaseSettings {
    /** After so many seconds without a heartbeat a job is taken back. Workers report three times as often. */
    @WithDefault("60")
    int seconds();

    /** After so long the work on a suite no longer waits for students' jobs: somebody waits for the suite too. */
    @WithDefault("2M")
    Duration suiteWorkPatience();

    /** Seconds between two heartbeats. */
    default int heartbeatSeconds() {
        return Math.max(1, seconds() / 3);
    }
}

package dev.grader.api.time;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The clocks of the machine. */
@Singleton
class Clocks {
    /** In the microseconds that PostgreSQL keeps. */
    @Produces
    @Singleton
    InstantSource system() {
        return () -> Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    @Produces
    @Singleton
    MonotonicClock monotonic() {
        long begun = System.nanoTime();
        return () -> Duration.ofNanos(System.nanoTime() - begun);
    }
}

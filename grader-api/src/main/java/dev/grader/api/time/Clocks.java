package dev.grader.api.time;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The clock of the machine, in the microseconds that PostgreSQL keeps. */
@Singleton
class Clocks {
    @Produces
    @Singleton
    InstantSource system() {
        return () -> Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}

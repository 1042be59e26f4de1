package dev.grader.api.time;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The clock of the machine, in the microseconds that PostgreSQL keeps. */
final class Clocks {
    @Produces
    @ApplicationScoped
    InstantSource system() {
        return () -> Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}

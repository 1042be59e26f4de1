package dev.grader.api.time;

import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The clock of the tests: the machine's, until a test stops it at an instant of its own. */
@Mock
@Singleton
public class MovedClock implements InstantSource {
    private volatile @Nullable Instant stopped;

    @Override
    public Instant instant() {
        Instant fixed = stopped;
        return fixed == null ? Instant.now().truncatedTo(ChronoUnit.MICROS) : fixed;
    }

    public void stopAt(String instant) {
        stopAt(Instant.parse(instant));
    }

    public void stopAt(Instant instant) {
        stopped = instant;
    }

    public void forward(Duration duration) {
        stopped = instant().plus(duration);
    }

    public void release() {
        stopped = null;
    }
}

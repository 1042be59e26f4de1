package dev.grader.worker.engine;

import dev.grader.worker.control.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Stops asking for work after several infrastructure faults in a row: a broken machine would else use up the claims of every
 * job in the queue within seconds. After each pause one more fault begins a longer one; one good job ends it.
 */
public final class FaultBreaker {
    /** One more than a job has claims, so that one broken job alone cannot stop a worker. */
    static final int FAULTS = 4;

    private static final Logger LOGGER = Logger.getLogger(FaultBreaker.class);

    private final Backoff pauses;
    private final InstantSource clock;

    private int faults;
    private Instant pausedUntil = Instant.MIN;
    private String lastFault = "";

    public FaultBreaker(Backoff pauses, InstantSource clock) {
        this.pauses = pauses;
        this.clock = clock;
    }

    /** A pause that a person can wait for: half a minute, doubled up to ten minutes. */
    public static Backoff usualPauses() {
        return new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(10));
    }

    public synchronized void succeeded() {
        faults = 0;
        pausedUntil = Instant.MIN;
    }

    public synchronized void failed(String fault) {
        faults++;
        lastFault = fault;
        if (faults >= FAULTS) {
            Duration pause = pauses.after(faults - FAULTS + 1);
            pausedUntil = clock.instant().plus(pause);
            LOGGER.errorf("%d infrastructure faults in a row, pausing for %s; the last was: %s", faults, pause, fault);
        }
    }

    /** Why no work is asked for; empty when it is. */
    public synchronized Optional<String> paused() {
        return clock.instant().isBefore(pausedUntil)
                ? Optional.of("paused until " + pausedUntil + " after " + faults
                        + " infrastructure faults in a row; the last was: " + lastFault)
                : Optional.empty();
    }
}

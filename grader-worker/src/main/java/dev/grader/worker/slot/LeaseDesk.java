package dev.grader.worker.slot;

import dev.grader.core.job.Lease;
import dev.grader.core.job.LeaseRequest;
import dev.grader.core.suite.Capability;
import dev.grader.worker.control.ApiRefusedException;
import dev.grader.worker.control.ApiUnavailableException;
import dev.grader.worker.control.ControlApi;
import dev.grader.worker.engine.FaultBreaker;
import dev.grader.worker.engine.Preflight;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Asks the API for a job, if this machine could run one. */
public final class LeaseDesk {
    private static final Logger LOGGER = Logger.getLogger(LeaseDesk.class);

    private final ControlApi api;
    private final Preflight preflight;
    private final FaultBreaker breaker;
    private final String worker;
    private final Set<Capability> capabilities;
    private final String machineKind;

    private volatile Optional<String> problem = Optional.of("the API has not been asked yet");

    public LeaseDesk(
            ControlApi api,
            Preflight preflight,
            FaultBreaker breaker,
            String worker,
            Set<Capability> capabilities,
            String machineKind) {
        this.api = api;
        this.preflight = preflight;
        this.breaker = breaker;
        this.worker = worker;
        this.capabilities = Set.copyOf(capabilities);
        this.machineKind = machineKind;
    }

    /** What came of asking. */
    public sealed interface Answer {
        /**
         * A job.
         *
         * @param images as the engine had them when the job was asked for
         */
        record Work(Lease lease, Map<String, String> images) implements Answer {}

        /** There is no job for this worker. */
        record Nothing() implements Answer {}

        /** No job was asked for, because none could be run. */
        record Closed() implements Answer {}

        /** The API could not be asked; to be tried again with growing waits. */
        record Unreachable() implements Answer {}
    }

    /** Asks once. */
    public Answer ask(Optional<UUID> hint) throws InterruptedException {
        if (breaker.paused().isPresent()) {
            return new Answer.Closed();
        }
        Optional<Map<String, String>> images = preflight.images();
        if (images.isEmpty()) {
            return new Answer.Closed();
        }
        try {
            LeaseRequest request = new LeaseRequest(
                    worker, capabilities, machineKind, images.get(), hint.orElse(null), Lease.PROTOCOL);
            Optional<Lease> lease = api.lease(request);
            note(Optional.empty());
            return lease.<Answer>map(found -> new Answer.Work(found, images.get()))
                    .orElseGet(Answer.Nothing::new);
        } catch (ApiUnavailableException | ApiRefusedException exception) {
            note(Optional.of(String.valueOf(exception.getMessage())));
            return new Answer.Unreachable();
        }
    }

    /** Why the API could not be asked the last time; empty when it could. */
    public Optional<String> problem() {
        return problem;
    }

    private void note(Optional<String> seen) {
        if (seen.isPresent() != problem.isPresent()) {
            seen.ifPresentOrElse(
                    text -> LOGGER.warnf("The API cannot be asked for work: %s", text),
                    () -> LOGGER.info("The API answers"));
        }
        problem = seen;
    }
}

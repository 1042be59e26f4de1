package dev.grader.worker.engine;

import dev.grader.pipeline.InfrastructureFault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether jobs could be run now: the engine answers and has every image. Asked before every lease, because a job that is not
 * leased waits, while one that is leased to a broken engine costs a claim. An answer is believed for a moment, so that slots
 * which wake up together ask once.
 */
public final class Preflight {
    private static final Logger LOGGER = Logger.getLogger(Preflight.class);
    private static final Duration BELIEVED = Duration.ofSeconds(2);

    private final SandboxEngine engine;
    private final List<String> names;
    private final String imagePattern;
    private final InstantSource clock;

    private @Nullable Instant checkedAt;
    private Map<String, String> digests = Map.of();
    private Optional<String> problem = Optional.of("not checked yet");

    /**
     * Nothing is asked yet.
     *
     * @param names of sandbox images
     * @param imagePattern the image that the engine is asked for, with {@code *} for the name
     */
    public Preflight(SandboxEngine engine, List<String> names, String imagePattern, InstantSource clock) {
        this.engine = engine;
        this.names = List.copyOf(names);
        this.imagePattern = imagePattern;
        this.clock = clock;
    }

    /** Sandbox image name to its digest; empty when no job can be run now. */
    public synchronized Optional<Map<String, String>> images() throws InterruptedException {
        Instant now = clock.instant();
        if (checkedAt == null || checkedAt.plus(BELIEVED).isBefore(now)) {
            check();
            checkedAt = now;
        }
        return problem.isEmpty() ? Optional.of(digests) : Optional.empty();
    }

    /** Why no job can be run, as last seen; empty when jobs can. */
    public synchronized Optional<String> problem() {
        return problem;
    }

    private void check() throws InterruptedException {
        Map<String, String> found = new TreeMap<>();
        Optional<String> seen = Optional.empty();
        for (String name : names) {
            String image = imagePattern.replace("*", name);
            try {
                found.put(name, engine.imageDigest(image));
            } catch (InfrastructureFault fault) {
                seen = Optional.of("sandbox image '" + image + "': " + fault.getMessage());
                break;
            }
        }
        if (!seen.equals(problem)) {
            seen.ifPresentOrElse(
                    text -> LOGGER.warnf("No work is asked for: %s", text),
                    () -> LOGGER.infof("The container engine is ready with %s", found));
        }
        problem = seen;
        digests = Map.copyOf(found);
    }
}

package dev.grader.worker.engine;

import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.container.ContainerLabels;
import dev.grader.worker.control.LeaseKey;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Removes containers that nobody owns any more: this worker's own of a former life or of a lease that is over, and those of
 * older claims of a job that is leased here now, whoever started them.
 */
public final class OrphanSweeper {
    private static final Logger LOGGER = Logger.getLogger(OrphanSweeper.class);

    private final SandboxEngine engine;
    private final String worker;
    private final Supplier<Set<LeaseKey>> active;

    /**
     * A sweeper for one worker.
     *
     * @param active leases that run now; a lease is in it before its first container is made
     */
    public OrphanSweeper(SandboxEngine engine, String worker, Supplier<Set<LeaseKey>> active) {
        this.engine = engine;
        this.worker = worker;
        this.active = active;
    }

    /** Removes what this worker does not know; to be called now and then. */
    public void sweep() throws InterruptedException {
        remove(labels -> worker.equals(labels.get(ContainerLabels.WORKER))
                && active.get().stream().noneMatch(key -> belongs(labels, key)));
    }

    /** Removes what a lease has left. */
    public void removeOf(LeaseKey key) throws InterruptedException {
        remove(labels -> belongs(labels, key));
    }

    /** Removes what older claims of a job have left on this engine. */
    public void removeOlderThan(LeaseKey key) throws InterruptedException {
        remove(labels -> key.jobId().toString().equals(labels.get(ContainerLabels.JOB))
                && token(labels) >= 0
                && token(labels) < key.token());
    }

    private void remove(Predicate<Map<String, String>> orphan) throws InterruptedException {
        try {
            int removed = engine.removeOrphans(orphan);
            if (removed > 0) {
                LOGGER.infof("Removed %d containers that nobody owned", removed);
            }
        } catch (InfrastructureFault fault) {
            LOGGER.warnf("Containers that nobody owns could not be looked for: %s", fault.getMessage());
        }
    }

    private static boolean belongs(Map<String, String> labels, LeaseKey key) {
        return key.jobId().toString().equals(labels.get(ContainerLabels.JOB)) && token(labels) == key.token();
    }

    private static long token(Map<String, String> labels) {
        try {
            return Long.parseLong(labels.getOrDefault(ContainerLabels.TOKEN, ""));
        } catch (NumberFormatException exception) {
            return -1;
        }
    }
}

package dev.grader.pipeline.container;

import dev.grader.core.protocol.Frame;
import dev.grader.pipeline.InfrastructureFault;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** Runs one-shot containers. */
public interface ContainerEngine {
    /**
     * Starts a new container, gives it the frames, and hands what comes out to the sink until the container is done, ends, or
     * breaks a limit. The container is removed when this method returns, however it returns.
     *
     * @param sink called on another thread, one call at a time; never after this method has returned
     * @throws InterruptedException when the calling thread was interrupted
     * @throws InfrastructureFault when the engine did not do its part
     */
    ContainerOutcome run(ContainerSpec spec, List<Frame> input, FrameSink sink)
            throws InterruptedException, InfrastructureFault;

    /**
     * Removes containers of this product by their labels, running or not.
     *
     * @param orphan gets the labels of a container
     * @return how many were removed
     */
    int removeOrphans(Predicate<Map<String, String>> orphan) throws InterruptedException, InfrastructureFault;

    /** Removes every container of a job; says how many. */
    default int removeByJob(UUID jobId) throws InterruptedException, InfrastructureFault {
        return removeOrphans(labels -> jobId.toString().equals(labels.get(ContainerLabels.JOB)));
    }
}

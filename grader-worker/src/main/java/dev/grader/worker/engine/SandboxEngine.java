package dev.grader.worker.engine;

import dev.grader.pipeline.InfrastructureFault;
import java.util.Map;
import java.util.function.Predicate;

/** What the worker itself asks of the container engine; jobs are run by the pipeline. */
public interface SandboxEngine {
    /**
     * Digest of an image as the engine has it.
     *
     * @throws InfrastructureFault when the engine does not answer or has no such image
     */
    String imageDigest(String image) throws InterruptedException, InfrastructureFault;

    /**
     * Removes containers of this product, running or not.
     *
     * @param orphan gets the labels of a container
     * @return how many were removed
     */
    int removeOrphans(Predicate<Map<String, String>> orphan) throws InterruptedException, InfrastructureFault;
}

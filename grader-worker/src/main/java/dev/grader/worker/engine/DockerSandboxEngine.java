package dev.grader.worker.engine;

import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.container.DockerEngine;
import java.util.Map;
import java.util.function.Predicate;

/** The Docker engine that the pipeline uses as well. */
public final class DockerSandboxEngine implements SandboxEngine {
    private final DockerEngine docker;

    public DockerSandboxEngine(DockerEngine docker) {
        this.docker = docker;
    }

    @Override
    public String imageDigest(String image) throws InterruptedException, InfrastructureFault {
        return docker.imageDigest(image);
    }

    @Override
    public int removeOrphans(Predicate<Map<String, String>> orphan) throws InterruptedException, InfrastructureFault {
        return docker.removeOrphans(orphan);
    }
}

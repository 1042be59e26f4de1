package dev.grader.worker;

import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.container.ContainerLabels;
import dev.grader.worker.engine.SandboxEngine;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A container engine that only has images and labels. */
public final class FakeEngine implements SandboxEngine {
    public final List<Map<String, String>> containers = new CopyOnWriteArrayList<>();
    public volatile boolean down;

    @Override
    public String imageDigest(String image) throws InfrastructureFault {
        if (down) {
            throw new InfrastructureFault("the container engine does not answer");
        }
        return "sha256:" + image;
    }

    @Override
    public int removeOrphans(Predicate<Map<String, String>> orphan) throws InfrastructureFault {
        if (down) {
            throw new InfrastructureFault("the container engine does not answer");
        }
        int before = containers.size();
        containers.removeIf(orphan);
        return before - containers.size();
    }

    public void add(String job, long token, String worker) {
        containers.add(Map.of(
                ContainerLabels.JOB,
                job,
                ContainerLabels.TOKEN,
                Long.toString(token),
                ContainerLabels.WORKER,
                worker,
                ContainerLabels.STEP,
                "train"));
    }
}

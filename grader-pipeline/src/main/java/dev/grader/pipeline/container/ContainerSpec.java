package dev.grader.pipeline.container;

import dev.grader.core.suite.Limits;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one container is. Everything that is not here is the hardened baseline of {@link HardenedHostConfig} and the same for
 * all; the command is the image's own.
 *
 * @param image that the engine is asked for
 * @param step what the container is for; in a label
 * @param limits CPU and wall-clock seconds are those of one unit; the rest is of the container
 * @param files that the container sees read-only in {@link #DATA}, by the names that it sees there
 * @param gpu null, or the one device that the container gets, by the engine's id for it
 */
public record ContainerSpec(
        String image,
        UUID jobId,
        long token,
        String worker,
        String step,
        Limits limits,
        @Nullable String gpu,
        Map<String, Path> files) {
    /** Folder of a container in which files of the host are mounted. */
    static final String DATA = "/data";

    public ContainerSpec {
        files = Map.copyOf(files);
    }

    /** A container that sees nothing of the host. */
    public ContainerSpec(
            String image, UUID jobId, long token, String worker, String step, Limits limits, @Nullable String gpu) {
        this(image, jobId, token, worker, step, limits, gpu, Map.of());
    }
}

package dev.grader.pipeline.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.grader.core.protocol.Frame;
import dev.grader.pipeline.InfrastructureFault;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The Docker engine, by its socket or by {@code DOCKER_HOST}. The version of its interface is asked for at the first use, since
 * old engines refuse newer versions and new ones refuse old versions. Safe for several threads.
 */
public final class DockerEngine implements ContainerEngine, Closeable {
    private static final Duration CALL_DEADLINE = Duration.ofSeconds(60);

    private final EngineCalls calls = new EngineCalls(CALL_DEADLINE);
    private final HardenedHostConfig hostConfig;
    private final @Nullable String host;
    private @Nullable DockerClient client;

    /**
     * An engine; nothing is called yet.
     *
     * @param seccompProfile JSON text of the profile; null for the engine's own
     * @param runtime such as {@code runsc}; null for the engine's default
     */
    public DockerEngine(@Nullable String seccompProfile, @Nullable String runtime) {
        this(seccompProfile, runtime, null);
    }

    /**
     * An engine at an address.
     *
     * @param host such as {@code unix:///var/run/docker.sock}; null for {@code DOCKER_HOST} or the socket
     */
    DockerEngine(@Nullable String seccompProfile, @Nullable String runtime, @Nullable String host) {
        this.hostConfig = new HardenedHostConfig(seccompProfile, runtime);
        this.host = host;
    }

    @Override
    public ContainerOutcome run(ContainerSpec spec, List<Frame> input, FrameSink sink)
            throws InterruptedException, InfrastructureFault {
        try (ContainerRun run = new ContainerRun(client(), calls, spec, sink)) {
            return run.run(hostConfig.build(spec), input);
        }
    }

    @Override
    public int removeOrphans(Predicate<Map<String, String>> orphan) throws InterruptedException, InfrastructureFault {
        DockerClient docker = client();
        List<Container> containers = calls.call(
                "list",
                () -> docker.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(List.of(ContainerLabels.JOB))
                        .exec());
        int removed = 0;
        for (Container container : containers) {
            if (orphan.test(Map.copyOf(container.getLabels()))) {
                removed += calls.call("remove", () -> remove(docker, container.getId())) ? 1 : 0;
            }
        }
        return removed;
    }

    private static boolean remove(DockerClient docker, String id) {
        try {
            docker.removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
            return true;
        } catch (NotFoundException | ConflictException e) {
            return false; // gone, or somebody else is removing it
        }
    }

    /**
     * Digest of an image as the engine has it.
     *
     * @throws InfrastructureFault when the engine has no such image
     */
    public String imageDigest(String image) throws InterruptedException, InfrastructureFault {
        DockerClient docker = client();
        String id = calls.call(
                "inspect image", () -> docker.inspectImageCmd(image).exec().getId());
        if (id == null) {
            throw new InfrastructureFault("the container engine does not say the digest of image '" + image + "'");
        }
        return id;
    }

    private synchronized DockerClient client() throws InterruptedException, InfrastructureFault {
        DockerClient known = client;
        if (known != null) {
            return known;
        }
        String version;
        try (DockerClient first = calls.call("connect", () -> connect(null))) {
            version = calls.call("version", () -> first.versionCmd().exec().getApiVersion());
        } catch (IOException e) {
            throw new InfrastructureFault("the container engine could not be asked for its version", e);
        }
        DockerClient made = calls.call("connect", () -> connect(version));
        client = made;
        return made;
    }

    private DockerClient connect(@Nullable String apiVersion) {
        DefaultDockerClientConfig.Builder builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
        if (host != null) {
            builder.withDockerHost(host);
        }
        if (apiVersion != null) {
            builder.withApiVersion(apiVersion);
        }
        DockerClientConfig config = builder.build();
        return DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .sslConfig(config.getSSLConfig())
                        .build());
    }

    @Override
    public synchronized void close() throws IOException {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}

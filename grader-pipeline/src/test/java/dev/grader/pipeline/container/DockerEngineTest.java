package dev.grader.pipeline.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import com.github.dockerjava.api.model.Ulimit;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.Frames;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Limits;
import dev.grader.core.suite.ResultPath;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.container.ContainerOutcome.End;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One real container: what the engine says of it, what the kernel says inside, and that nothing is left of it. */
@Tag("system")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerEngineTest {
    private static final String IMAGE = "grader-sandbox/python-torch:latest";
    private static final long MEGABYTE = 1024 * 1024;
    private static final UUID JOB = UUID.randomUUID();
    /** Prints what the kernel says of the process, and stays long enough to be looked at. */
    private static final String CODE = """
            import os, socket, time
            def look():
                print(open('/proc/self/status').read())
                print(open('/proc/self/limits').read())
                print(open('/proc/self/mounts').read())
                print('hostname', socket.gethostname())
                print(open('/proc/self/net/dev').read())
                for place in ('/', '/opt/harness', '/usr', '/tmp', '/home', '/var/tmp'):
                    try:
                        open(os.path.join(place, 'written'), 'w').close()
                        print('written', place)
                    except OSError as refused:
                        print('refused', place)
                time.sleep(10)
                return 1.0
            """;

    private final DockerClient client = client();
    private final String profile = seccomp();

    private InspectContainerResponse inspected = new InspectContainerResponse();
    private String said = "";
    private List<String> imageEnvironment = List.of();

    @BeforeAll
    void runOneContainer() throws Exception {
        try (DockerEngine engine = new DockerEngine(profile, null)) {
            try {
                engine.imageDigest(IMAGE);
            } catch (InfrastructureFault e) {
                Assumptions.abort("the sandbox images are not built: " + e.getMessage());
            }
            imageEnvironment =
                    List.of(client.inspectImageCmd(IMAGE).exec().getConfig().getEnv());
            CountDownLatch ready = new CountDownLatch(1);
            List<String> text = new CopyOnWriteArrayList<>();
            FutureTask<ContainerOutcome> run = new FutureTask<>(() -> engine.run(spec(), input(), frame -> {
                if (frame.type().equals("ready")) {
                    ready.countDown();
                }
                if (frame.type().equals("text")) {
                    text.add(new String(frame.payload(), StandardCharsets.UTF_8));
                }
                return frame.type().equals("done") ? FrameSink.Reaction.FINISHED : FrameSink.Reaction.CONTINUE;
            }));
            Thread.ofPlatform().start(run);
            assertThat(ready.await(120, TimeUnit.SECONDS)).isTrue();
            inspected = client.inspectContainerCmd(id()).exec();
            assertThat(run.get(120, TimeUnit.SECONDS).end()).isEqualTo(End.DONE);
            said = String.join("", text);
        }
    }

    @AfterAll
    void close() throws IOException {
        client.close();
    }

    @Test
    void itHasNoNetwork() {
        assertThat(host().getNetworkMode()).isEqualTo("none");
        assertThat(config().getNetworkDisabled()).isTrue();
        assertThat(inspected.getNetworkSettings().getNetworks().keySet()).isSubsetOf("none");
        assertThat(said).contains(" lo:").doesNotContain("eth");
    }

    @Test
    void itHasNoPrivileges() {
        assertThat(host().getCapDrop()).containsExactly(Capability.ALL);
        assertThat(host().getCapAdd()).isNullOrEmpty();
        assertThat(host().getPrivileged()).isFalse();
        assertThat(host().getSecurityOpts()).containsExactly("no-new-privileges", "seccomp=" + profile);
        assertThat(config().getUser()).isEqualTo("65534:65534");
        assertThat(host().getPidMode()).isEmpty();
        assertThat(host().getUsernsMode()).isEmpty();
        assertThat(host().getIpcMode()).isEqualTo("private");
        assertThat(host().getCgroupnsMode()).isEqualTo("private");
    }

    @Test
    void theKernelSaysSoToo() {
        assertThat(said)
                .containsPattern("Uid:\\s+65534\\s+65534\\s+65534\\s+65534")
                .containsPattern("Gid:\\s+65534\\s+65534\\s+65534\\s+65534")
                .containsPattern("CapPrm:\\s+0{16}\\n")
                .containsPattern("CapEff:\\s+0{16}\\n")
                .containsPattern("CapBnd:\\s+0{16}\\n")
                .containsPattern("CapAmb:\\s+0{16}\\n")
                .containsPattern("NoNewPrivs:\\s+1\\n")
                // 2 is a filter
                .containsPattern("Seccomp:\\s+2\\n");
    }

    @Test
    void nothingButTheScratchFolderCanBeWritten() {
        assertThat(host().getReadonlyRootfs()).isTrue();
        assertThat(host().getTmpFs())
                .isEqualTo(Map.of(
                        "/scratch", "rw,noexec,nosuid,nodev,size=32m,nr_inodes=4096,mode=0700,uid=65534,gid=65534"));
        assertThat(said)
                .contains("refused /opt/harness")
                .contains("refused /tmp")
                .doesNotContain("written /");
        assertThat(said)
                .containsPattern("overlay / overlay ro,")
                .containsPattern(
                        "tmpfs /scratch tmpfs rw,nosuid,nodev,noexec,[^ ]*size=32768k,nr_inodes=4096,mode=700");
    }

    @Test
    void nothingOfTheHostIsInIt() {
        assertThat(host().getBinds()).isNullOrEmpty();
        assertThat(host().getMounts()).isNullOrEmpty();
        assertThat(host().getDevices()).isNullOrEmpty();
        assertThat(host().getDeviceRequests()).isNullOrEmpty();
        assertThat(inspected.getMounts()).isNullOrEmpty();
        assertThat(config().getVolumes()).isNullOrEmpty();
        assertThat(said).contains("hostname sandbox");
    }

    @Test
    void itsEnvironmentIsTheImagesOwn() {
        assertThat(config().getEnv()).containsExactlyInAnyOrderElementsOf(imageEnvironment);
    }

    @Test
    void itsResourcesAreBounded() {
        assertThat(host().getMemory()).isEqualTo(512 * MEGABYTE);
        assertThat(host().getMemorySwap()).isEqualTo(512 * MEGABYTE);
        assertThat(host().getMemorySwappiness()).isZero();
        assertThat(host().getPidsLimit()).isEqualTo(64);
        assertThat(host().getNanoCPUs()).isEqualTo(1_000_000_000L);
        assertThat(host().getShmSize()).isEqualTo(MEGABYTE);
        assertThat(host().getOomScoreAdj()).isEqualTo(500);
        assertThat(host().getUlimits())
                .containsExactlyInAnyOrder(
                        new Ulimit("nofile", 256L, 256L),
                        new Ulimit("core", 0L, 0L),
                        new Ulimit("fsize", 32 * MEGABYTE, 32 * MEGABYTE));
        assertThat(said)
                .containsPattern("Max core file size\\s+0\\s+0 ")
                .containsPattern("Max open files\\s+256\\s+256 ")
                .containsPattern("Max file size\\s+33554432\\s+33554432 ")
                .containsPattern("shm /dev/shm tmpfs [^ ]*size=1024k");
    }

    @Test
    void itLeavesNoLogAndIsRemovedByUs() {
        assertThat(host().getLogConfig().getType()).isEqualTo(LoggingType.NONE);
        assertThat(host().getAutoRemove()).isFalse();
        assertThat(host().getRestartPolicy().getName()).isIn("", "no");
        assertThat(client.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(Map.of(ContainerLabels.JOB, JOB.toString()))
                        .exec())
                .isEmpty();
    }

    @Test
    void itsLabelsSayWhoseItIs() {
        assertThat(config().getLabels())
                .containsEntry("dev.grader.job", JOB.toString())
                .containsEntry("dev.grader.token", "9")
                .containsEntry("dev.grader.worker", "test-worker")
                .containsEntry("dev.grader.step", "probe");
    }

    @Test
    void theHarnessIsItsFirstProcess() {
        assertThat(host().getInit()).isNotEqualTo(true);
        assertThat(config().getTty()).isFalse();
        assertThat(config().getStdInOnce()).isTrue();
    }

    private HostConfig host() {
        return inspected.getHostConfig();
    }

    private ContainerConfig config() {
        return inspected.getConfig();
    }

    private String id() {
        return client.listContainersCmd()
                .withLabelFilter(Map.of(ContainerLabels.JOB, JOB.toString()))
                .exec()
                .getFirst()
                .getId();
    }

    private static ContainerSpec spec() {
        return new ContainerSpec(IMAGE, JOB, 9, "test-worker", "probe", new Limits(20, 120, 512, 64, 32, 4), null);
    }

    private static List<Frame> input() {
        Plan.Call call = Plan.Call.function("c0", "model:look", List.of(), List.of(ResultPath.WHOLE));
        return List.of(
                Frames.job(new Plan.Probe(List.of(
                        new Plan.ProbeUnit("u1", "numpy", 20, List.of(new Plan.Program(List.of(call), List.of())))))),
                Frames.file("model.py", CODE.getBytes(StandardCharsets.UTF_8)),
                Frames.end());
    }

    private static String seccomp() {
        try {
            return Files.readString(Path.of("..", "sandbox-images", "seccomp.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DockerClient client() {
        DockerClientConfig config =
                DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        return DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .sslConfig(config.getSSLConfig())
                        .build());
    }
}

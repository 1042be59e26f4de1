package dev.grader.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.grader.core.job.JobKind;
import dev.grader.core.job.Lease;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.pipeline.container.ContainerEngine;
import dev.grader.pipeline.container.ContainerLabels;
import dev.grader.pipeline.container.DockerEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that do not come to a result in real containers. What hostile submissions get, the tests of the fixtures show. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway") // does not see that the array in JobInput may be null
@Tag("system")
class BrokenJobTest {
    private static final Path FIXTURES = Path.of("..", "test-fixtures");
    private static final Path SUITE = FIXTURES.resolve("suites/limits");
    private static final Map<String, String> IMAGES =
            Map.of("python-torch", "grader-sandbox/python-torch:latest", "djl", "grader-sandbox/djl:latest");
    private static final long SECRET = 4711;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DockerEngine engine = new DockerEngine(seccomp(), null);
    private final DockerClient client = client();
    private final UUID job = UUID.randomUUID();

    private final SuiteBundle bundle;

    BrokenJobTest(@TempDir Path folder) throws IOException {
        bundle = SuiteBundle.read(zip(SUITE, folder.resolve("limits.zip")));
    }

    @BeforeAll
    void theImagesAreBuilt() throws Exception {
        try {
            engine.imageDigest(IMAGES.get("python-torch"));
        } catch (InfrastructureFault e) {
            Assumptions.abort("the sandbox images are not built: " + e.getMessage());
        }
    }

    @AfterEach
    void nothingIsLeftOfTheJob() throws Exception {
        assertThat(engine.removeByJob(job)).isZero();
    }

    @AfterAll
    void close() throws IOException {
        engine.close();
        client.close();
    }

    @Test
    void anInterruptedJobRemovesItsContainers() throws Exception {
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Map<String, byte[]> sleeper =
                Map.of("model.py", Files.readAllBytes(FIXTURES.resolve("hostile/sleeper/model.py")));
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                runner(engine).run(input(sleeper, IMAGES), progress -> {});
            } catch (InterruptedException | InfrastructureFault | SuiteFault e) {
                ended.set(e);
            }
        });
        awaitContainer(thread);
        thread.interrupt();
        thread.join(PATIENCE.toMillis());
        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    }

    /** Until a container of the job runs. */
    private void awaitContainer(Thread thread) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (client.listContainersCmd()
                .withLabelFilter(Map.of(ContainerLabels.JOB, job.toString()))
                .exec()
                .isEmpty()) {
            assertThat(thread.isAlive()).as("the job goes on").isTrue();
            assertThat(System.nanoTime() - deadline)
                    .as("waiting for a container")
                    .isNegative();
            // the engine is asked
            Thread.sleep(20);
        }
    }

    @Test
    void aReferenceThatDoesNotWorkIsTheAuthorsFault() throws IOException {
        Map<String, byte[]> hostile =
                Map.of("model.py", Files.readAllBytes(FIXTURES.resolve("hostile/segfault/model.py")));
        assertThatThrownBy(() -> runner(engine).run(input(hostile, IMAGES), progress -> {}))
                .isInstanceOf(SuiteFault.class)
                .hasMessageContaining("the reference solution does not get through test 'act': CRASHED");
    }

    @Test
    void withoutTheImageItIsInfrastructure() {
        JobInput input = input(
                bundle.filesUnder("fixtures/reference"), Map.of("python-torch", "grader-sandbox/no-such-image:latest"));
        assertThatThrownBy(() -> runner(engine).run(input, progress -> {})).isInstanceOf(InfrastructureFault.class);
    }

    private static JobRunner runner(ContainerEngine engine) {
        return new DockerJobRunner(engine, "test", "test", Map.of(), null, InstantSource.system());
    }

    private JobInput input(Map<String, byte[]> reference, Map<String, String> images) {
        Lease lease = new Lease(job, 1, new JobKind.Calibrate(), Instant.MAX, 20, bundle.digest(), null, SECRET);
        return new JobInput(lease, bundle, reference, null, images);
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

    private static String seccomp() {
        try {
            return Files.readString(Path.of("..", "sandbox-images", "seccomp.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path zip(Path source, Path target) throws IOException {
        Map<String, Path> files = new HashMap<>();
        try (Stream<Path> found = Files.walk(source)) {
            found.filter(Files::isRegularFile)
                    .forEach(file -> files.put(source.relativize(file).toString(), file));
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                Files.copy(file.getValue(), zip);
                zip.closeEntry();
            }
        }
        return target;
    }
}

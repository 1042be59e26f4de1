package dev.grader.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.grader.core.job.JobKind;
import dev.grader.core.job.Lease;
import dev.grader.core.job.Progress;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.score.Scorer;
import dev.grader.core.score.TestScore;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.verdict.Verdict;
import dev.grader.pipeline.container.ContainerEngine;
import dev.grader.pipeline.container.DockerEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile submissions in real containers: each gets its verdict, and the harmless test beside it is passed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway") // does not see that the array in JobInput may be null
@Tag("system")
class LimitsTest {
    private static final Path FIXTURES = Path.of("..", "test-fixtures");
    private static final Path SUITE = FIXTURES.resolve("suites/limits");
    private static final Map<String, String> IMAGES =
            Map.of("python-torch", "grader-sandbox/python-torch:latest", "djl", "grader-sandbox/djl:latest");
    private static final long SECRET = 4711;

    private final DockerEngine engine = new DockerEngine(seccomp(), null);
    private final UUID job = UUID.randomUUID();

    private SuiteBundle bundle = new SuiteBundle("", emptySuite(), Map.of());
    private JobResult.@Nullable Calibrated calibrated;

    private static Suite emptySuite() {
        return new Suite(
                "none", "none", "none", Set.of(), BigDecimal.ONE, List.of(), 1, Map.of(), List.of(), List.of());
    }

    @BeforeAll
    void calibrate(@TempDir Path folder) throws Exception {
        try {
            engine.imageDigest(IMAGES.get("python-torch"));
        } catch (InfrastructureFault e) {
            Assumptions.abort("the sandbox images are not built: " + e.getMessage());
        }
        bundle = SuiteBundle.read(zip(SUITE, folder.resolve("limits.zip")));
        JobResult result = runner(engine)
                .run(input(new JobKind.Calibrate(), bundle.filesUnder("fixtures/reference")), progress -> {});
        calibrated = (JobResult.Calibrated) result;
    }

    @AfterEach
    void nothingIsLeftOfTheJob() throws Exception {
        assertThat(engine.removeByJob(job)).isZero();
    }

    @AfterAll
    void close() throws IOException {
        engine.close();
    }

    static Stream<Path> hostile() throws IOException {
        try (Stream<Path> folders = Files.list(FIXTURES.resolve("hostile"))) {
            return folders.sorted().toList().stream();
        }
    }

    @Test
    void theReferenceIsPassed() throws Exception {
        assertThat(verdicts(bundle.filesUnder("fixtures/reference")))
                .containsEntry("act", Verdict.PASSED)
                .containsEntry("beside", Verdict.PASSED);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileSubmissionGetsItsVerdictAndTheTestBesideItIsPassed(Path submission) throws Exception {
        Verdict expected =
                Verdict.valueOf(Files.readString(submission.resolve("verdict")).strip());
        assertThat(verdicts(Map.of("model.py", Files.readAllBytes(submission.resolve("model.py")))))
                .containsEntry("act", expected)
                .containsEntry("beside", Verdict.PASSED);
    }

    @Test
    void anInterruptedJobRemovesItsContainers() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Map<String, byte[]> sleeper =
                Map.of("model.py", Files.readAllBytes(FIXTURES.resolve("hostile/sleeper/model.py")));
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                runner(engine).run(input(new JobKind.Grade("digest"), sleeper), progress -> {
                    if (progress instanceof Progress.StepBegun) {
                        begun.countDown();
                    }
                });
            } catch (InterruptedException | InfrastructureFault | SuiteFault e) {
                ended.set(e);
            }
        });
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        Thread.sleep(1_500); // into the container's run
        thread.interrupt();
        thread.join(10_000);
        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aReferenceThatDoesNotWorkIsTheAuthorsFault() throws IOException {
        Map<String, byte[]> hostile =
                Map.of("model.py", Files.readAllBytes(FIXTURES.resolve("hostile/segfault/model.py")));
        assertThatThrownBy(() -> runner(engine).run(input(new JobKind.Calibrate(), hostile), progress -> {}))
                .isInstanceOf(SuiteFault.class)
                .hasMessageContaining("the reference solution does not get through test 'act': CRASHED");
    }

    @Test
    void withoutTheImageItIsInfrastructure() {
        JobInput input = new JobInput(
                lease(new JobKind.Calibrate()),
                bundle,
                bundle.filesUnder("fixtures/reference"),
                null,
                Map.of("python-torch", "grader-sandbox/no-such-image:latest"));
        assertThatThrownBy(() -> runner(engine).run(input, progress -> {})).isInstanceOf(InfrastructureFault.class);
    }

    private Map<String, Verdict> verdicts(Map<String, byte[]> submission) throws Exception {
        JobResult.Measured measured =
                (JobResult.Measured) runner(engine).run(input(new JobKind.Grade("digest"), submission), progress -> {});
        MeasurementRecord record = measured.record();
        return Scorer.score(bundle.suite(), calibration(), record).tests().stream()
                .collect(Collectors.toMap(TestScore::testId, TestScore::verdict));
    }

    private CalibrationRecord calibration() {
        JobResult.Calibrated known = calibrated;
        if (known == null) {
            throw new IllegalStateException("not calibrated");
        }
        return known.record();
    }

    private static JobRunner runner(ContainerEngine engine) {
        return new DockerJobRunner(engine, "test", "test", Map.of(), null, InstantSource.system());
    }

    private JobInput input(JobKind kind, Map<String, byte[]> submission) {
        JobResult.Calibrated known = calibrated;
        return new JobInput(lease(kind), bundle, submission, known == null ? null : known.referenceOutputs(), IMAGES);
    }

    private Lease lease(JobKind kind) {
        JobResult.Calibrated known = calibrated;
        return new Lease(job, 1, kind, Instant.MAX, 20, bundle.digest(), known == null ? null : known.record(), SECRET);
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

package dev.grader.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.job.FaultReport;
import dev.grader.core.job.FaultReport.Blame;
import dev.grader.core.job.JobKind;
import dev.grader.core.job.Lease;
import dev.grader.core.job.Progress;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.verdict.Verdict;
import dev.grader.pipeline.InfrastructureFault;
import dev.grader.pipeline.JobInput;
import dev.grader.pipeline.JobResult;
import dev.grader.pipeline.JobRunner;
import dev.grader.pipeline.SuiteFault;
import dev.grader.worker.config.Worker;
import dev.grader.worker.config.WorkerSettings;
import dev.grader.worker.control.HttpControlApi;
import dev.grader.worker.control.LeaseKey;
import dev.grader.worker.report.Spool;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole worker, but for the API, the engine and the pipeline. */
class WorkerTest {
    private static final String NAME = "worker-1";
    private static final byte[] SUITE = Bundles.suite();
    private static final byte[] SUBMISSION = Bundles.zip(Map.of("model.py", "x = 1"));
    private static final byte[] OUTPUTS = "outputs".getBytes(StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private final FakeEngine engine = new FakeEngine();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private FakeApi api;
    private HttpControlApi client;
    private Worker worker;
    private boolean running;

    @BeforeEach
    void blobs() throws IOException {
        api = new FakeApi();
        client = new HttpControlApi(api.address(), FakeApi.TOKEN);
        for (byte[] blob : List.of(SUITE, SUBMISSION, OUTPUTS)) {
            api.blobs.put(Bundles.digest(blob), blob);
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (running) {
            worker.stop();
        }
        client.close();
        api.close();
    }

    @Test
    void aJobIsLeasedRunAndReported() throws Exception {
        AtomicReference<JobInput> seen = new AtomicReference<>();
        Lease lease = grade(7);
        api.leases.add(lease);
        start((input, progress) -> {
            seen.set(input);
            progress.accept(new Progress.StepEnded(Instant.EPOCH, "probe", 1.5));
            return measured(input);
        });
        until(() -> !api.records.isEmpty());
        assertThat(api.takenReports()).containsExactly("POST measurement");
        assertThat(api.records.getFirst()).contains(lease.jobId().toString()).contains("\"token\":7");
        assertThat(api.progress)
                .as("progress is there before the result")
                .containsExactly(new Progress.StepEnded(Instant.EPOCH, "probe", 1.5));
        assertThat(seen.get().submission()).containsOnlyKeys("model.py");
        assertThat(seen.get().referenceOutputs()).isEqualTo(OUTPUTS);
        assertThat(seen.get().images()).containsEntry("djl", "sha256:grader-sandbox/djl:latest");
        until(() -> spooled().isEmpty());
        assertThat(api.requests.getFirst().worker()).isEqualTo(NAME);
        assertThat(api.requests.getFirst().images()).containsOnlyKeys("python-torch", "python-numpy", "djl");
        until(() -> worker.desk().problem().isEmpty());
    }

    @Test
    void aWrappedSubmissionIsUnwrapped() throws Exception {
        byte[] wrapped = Bundles.zip(Map.of("homework/model.py", "x = 1"));
        api.blobs.put(Bundles.digest(wrapped), wrapped);
        AtomicReference<JobInput> seen = new AtomicReference<>();
        api.leases.add(lease(1, new JobKind.Grade(Bundles.digest(wrapped)), calibration()));
        start((input, progress) -> {
            seen.set(input);
            return measured(input);
        });
        until(() -> seen.get() != null);
        assertThat(seen.get().submission()).containsOnlyKeys("model.py");
    }

    @Test
    void aProofGetsTheFilesOfItsFixture() throws Exception {
        AtomicReference<JobInput> seen = new AtomicReference<>();
        api.leases.add(lease(1, new JobKind.Prove("fixtures/wrong/tripled"), calibration()));
        start((input, progress) -> {
            seen.set(input);
            return measured(input);
        });
        until(() -> seen.get() != null);
        assertThat(new String(seen.get().submission().get("model.py"), StandardCharsets.UTF_8))
                .contains("3 * x");
    }

    @Test
    void aCalibrationSendsItsOutputsBeforeItsRecord() throws Exception {
        api.leases.add(lease(1, new JobKind.Calibrate(), null));
        byte[] outputs = "new outputs".getBytes(StandardCharsets.UTF_8);
        start((input, progress) -> new JobResult.Calibrated(calibration(), outputs));
        until(() -> !api.records.isEmpty());
        assertThat(api.takenReports()).containsExactly("PUT blobs/" + Bundles.digest(outputs), "POST calibration");
        until(() -> spooled().isEmpty());
    }

    @Test
    void aSuiteIsFetchedOnce() throws Exception {
        api.leases.addAll(List.of(grade(1), grade(2)));
        start((input, progress) -> measured(input));
        until(() -> api.records.size() == 2);
        assertThat(api.taken)
                .filteredOn(("GET blobs/" + Bundles.digest(SUITE))::equals)
                .hasSize(1);
    }

    @Test
    void aStaleLeaseStopsTheJobAndSendsNothing() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Lease lease = grade(1);
        api.leases.add(lease);
        start((input, progress) -> {
            engine.add(lease.jobId().toString(), 1, NAME);
            begun.countDown();
            return stayUntilInterrupted(interrupted);
        });
        assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        api.stale = true;
        assertThat(interrupted.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        until(() -> worker.slots().busy() == 0);
        assertThat(api.takenReports()).isEmpty();
        assertThat(engine.containers).isEmpty();
        assertThat(worker.breaker().paused()).isEmpty();
    }

    @Test
    void aResultThatTurnsOutStaleIsDropped() throws Exception {
        api.leases.add(grade(1));
        start((input, progress) -> {
            api.stale = true;
            return measured(input);
        });
        until(() -> worker.slots().busy() == 0 && api.stale);
        until(() -> spooled().isEmpty());
        assertThat(api.records).isEmpty();
    }

    @Test
    void anApiThatIsAwayStopsNothing() throws Exception {
        CountDownLatch finish = new CountDownLatch(1);
        api.leases.add(grade(1));
        start((input, progress) -> {
            api.down = true;
            finish.await();
            return measured(input);
        });
        until(() -> api.failures.get() >= 1);
        finish.countDown();
        until(() -> spooled().size() == 1);
        assertThat(api.records).isEmpty();
        api.down = false;
        until(() -> api.records.size() == 1);
        until(() -> spooled().isEmpty());
    }

    @Test
    void heartbeatsGoOnWhileAJobComputes() throws Exception {
        CountDownLatch finish = new CountDownLatch(1);
        api.leases.add(grade(1));
        start((input, progress) -> {
            finish.await();
            return measured(input);
        });
        until(() -> api.heartbeats.get() >= 2);
        assertThat(api.records).isEmpty();
        finish.countDown();
        until(() -> api.records.size() == 1);
    }

    @Test
    void resultsOfAnEarlierLifeAreSentAtTheStart() throws Exception {
        Spool spool = new Spool(data.resolve("spool"));
        spool.storeMeasurement(new LeaseKey(new UUID(0, 5), 3), new byte[] {'{', '}'});
        start((input, progress) -> measured(input));
        until(() -> api.records.equals(List.of("{}")));
        until(() -> spooled().isEmpty());
    }

    @Test
    void staleResultsOfAnEarlierLifeAreForgotten() throws Exception {
        new Spool(data.resolve("spool"))
                .storeCalibration(new LeaseKey(new UUID(0, 5), 3), new byte[] {'{', '}'}, OUTPUTS);
        api.stale = true;
        start((input, progress) -> measured(input));
        until(() -> spooled().isEmpty());
        assertThat(api.records).isEmpty();
    }

    @Test
    void aResultThatTheApiWillNeverTakeIsKeptAside() throws Exception {
        new Spool(data.resolve("spool")).storeMeasurement(new LeaseKey(new UUID(0, 5), 3), new byte[] {'{', '}'});
        api.refusing = true;
        start((input, progress) -> measured(input));
        until(() -> spooled().isEmpty());
        assertThat(data.resolve("spool/refused")).isNotEmptyDirectory();
    }

    @Test
    void aFaultGivesTheJobBack() throws Exception {
        api.leases.add(grade(1));
        start((input, progress) -> {
            throw new InfrastructureFault("the engine broke");
        });
        until(() -> api.faults.size() == 1);
        assertThat(api.faults).containsExactly(new FaultReport("the engine broke", Blame.INFRASTRUCTURE));
        assertThat(api.records).isEmpty();
    }

    @Test
    void aBrokenReferenceIsReportedAsTheAuthorsFaultAndDoesNotPauseTheWorker() throws Exception {
        for (int token = 1; token <= 5; token++) {
            api.leases.add(lease(token, new JobKind.Calibrate(), null));
        }
        start((input, progress) -> {
            throw new SuiteFault("the reference solution does not get through test 'double'");
        });
        until(() -> api.faults.size() == 5);
        assertThat(api.faults)
                .allMatch(fault -> fault.blame() == Blame.SUITE_AUTHOR)
                .allMatch(fault -> fault.message().contains("'double'"));
        assertThat(worker.breaker().paused()).isEmpty();
    }

    @Test
    void aBlobThatIsNotWhatItsDigestSaysIsAFault() throws Exception {
        api.blobs.put(Bundles.digest(SUBMISSION), Bundles.zip(Map.of("model.py", "something else")));
        api.leases.add(grade(1));
        start((input, progress) -> measured(input));
        until(() -> api.faults.size() == 1);
        assertThat(api.faults.getFirst().message()).contains("arrived as");
    }

    @Test
    void aBlobThatTheApiDoesNotHaveIsAFault() throws Exception {
        api.blobs.remove(Bundles.digest(SUBMISSION));
        api.leases.add(grade(1));
        start((input, progress) -> measured(input));
        until(() -> api.faults.size() == 1);
        assertThat(api.faults.getFirst().message()).contains("404");
    }

    @Test
    void severalFaultsInARowPauseTheWorker() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        for (int token = 1; token <= 6; token++) {
            api.leases.add(grade(token));
        }
        start((input, progress) -> {
            runs.incrementAndGet();
            throw new InfrastructureFault("the engine broke");
        });
        until(() -> worker.breaker().paused().isPresent());
        until(() -> worker.slots().busy() == 0);
        assertThat(runs).hasValue(4);
        assertThat(api.leases).hasSize(2);
        assertThat(worker.breaker().paused().orElseThrow())
                .contains("4 infrastructure faults")
                .contains("engine broke");
    }

    @Test
    void faultsInsideOfARecordCountAsWell() throws Exception {
        for (int token = 1; token <= 4; token++) {
            api.leases.add(grade(token));
        }
        start((input, progress) -> new JobResult.Measured(record(
                input.lease(),
                new TestMeasurement(
                        "double",
                        new TestMeasurement.Stop(Verdict.INFRASTRUCTURE, "not measured", "no image"),
                        List.of(),
                        ""))));
        until(() -> worker.breaker().paused().isPresent());
        until(() -> api.records.size() == 4);
    }

    @Test
    void withoutAnEngineTheJobWaits() throws Exception {
        engine.down = true;
        api.leases.add(grade(1));
        start((input, progress) -> measured(input));
        until(() -> worker.preflight().problem().orElse("").contains("does not answer"));
        assertThat(api.requests).isEmpty();
        engine.down = false;
        until(() -> api.records.size() == 1);
        assertThat(api.faults).isEmpty();
    }

    @Test
    void figuresShowWhatSlotsDo() throws Exception {
        CountDownLatch finish = new CountDownLatch(1);
        api.leases.add(grade(1));
        start((input, progress) -> {
            progress.accept(new Progress.StepEnded(Instant.EPOCH, "train seed 3", 2));
            finish.await();
            return measured(input);
        });
        until(() -> worker.slots().busy() == 1);
        System.gc();
        assertThat(registry.get("grader.worker.slots.busy").gauge().value()).isEqualTo(1);
        finish.countDown();
        until(() ->
                registry.find("grader.worker.lease").tag("outcome", "reported").timer() != null);
        assertThat(registry.get("grader.worker.step")
                        .tag("step", "train")
                        .timer()
                        .totalTime(TimeUnit.SECONDS))
                .isEqualTo(2);
    }

    @Test
    void containersOfAFormerLifeAreRemovedAtTheStart() throws Exception {
        engine.add(new UUID(0, 8).toString(), 1, NAME);
        engine.add(new UUID(0, 8).toString(), 1, "another");
        start((input, progress) -> measured(input));
        assertThat(engine.containers)
                .singleElement()
                .satisfies(labels -> assertThat(labels).containsValue("another"));
    }

    @Test
    void containersOfAnOlderClaimAreRemovedWhoeverStartedThem() throws Exception {
        Lease lease = grade(2);
        engine.add(lease.jobId().toString(), 1, "another");
        engine.add(lease.jobId().toString(), 3, "another");
        api.leases.add(lease);
        start((input, progress) -> measured(input));
        until(() -> api.records.size() == 1);
        assertThat(engine.containers)
                .singleElement()
                .satisfies(labels -> assertThat(labels).containsValue("3"));
    }

    @Test
    void drainingLetsAJobEnd() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        api.leases.addAll(List.of(grade(1), grade(2)));
        start("30S", (input, progress) -> {
            begun.countDown();
            until(() -> worker.slots().isDraining());
            return measured(input);
        });
        assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        worker.stop();
        running = false;
        assertThat(api.records).hasSize(1);
        assertThat(api.leases).as("no more was asked for").hasSize(1);
    }

    @Test
    void aJobThatDoesNotEndInTimeIsGivenBack() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        api.leases.add(grade(1));
        start((input, progress) -> {
            begun.countDown();
            return stayUntilInterrupted(interrupted);
        });
        assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        worker.stop();
        running = false;
        assertThat(interrupted.getCount()).isZero();
        assertThat(api.faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).isEqualTo("the worker was stopped"));
    }

    private static JobResult stayUntilInterrupted(CountDownLatch interrupted) throws InterruptedException {
        try {
            // stands for a job that runs until it is stopped; it never lasts so long
            Thread.sleep(Duration.ofMinutes(5));
            throw new IllegalStateException("nobody stopped the job");
        } catch (InterruptedException exception) {
            interrupted.countDown();
            throw exception;
        }
    }

    private void start(JobRunner jobs) throws InterruptedException {
        start("1S", jobs);
    }

    private void start(String drain, JobRunner jobs) throws InterruptedException {
        Map<String, String> properties = new HashMap<>(Map.of(
                "worker.api-url",
                api.address().toString(),
                "worker.token",
                FakeApi.TOKEN,
                "worker.data",
                data.toString(),
                "worker.slots",
                "1",
                "worker.poll",
                "0.3S",
                "worker.drain",
                drain));
        WorkerSettings settings = new SmallRyeConfigBuilder()
                .withMapping(WorkerSettings.class)
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(WorkerSettings.class);
        worker = new Worker(settings, NAME, client, jobs, engine, registry, InstantSource.system());
        running = true;
        worker.start();
    }

    private Lease grade(long token) {
        return lease(token, new JobKind.Grade(Bundles.digest(SUBMISSION)), calibration());
    }

    private static Lease lease(long token, JobKind kind, @Nullable CalibrationRecord record) {
        return new Lease(UUID.randomUUID(), token, kind, Instant.EPOCH, 1, Bundles.digest(SUITE), record, 99);
    }

    private static CalibrationRecord calibration() {
        return new CalibrationRecord(
                1,
                new UUID(0, 1),
                1,
                Bundles.digest(SUITE),
                Map.of(),
                "cpu-amd64-avx2",
                Map.of(),
                Map.of(),
                Bundles.digest(OUTPUTS),
                List.of());
    }

    private static JobResult measured(JobInput input) {
        return new JobResult.Measured(record(input.lease(), new TestMeasurement("double", null, List.of(), "")));
    }

    private static MeasurementRecord record(Lease lease, TestMeasurement test) {
        return new MeasurementRecord(
                1,
                lease.jobId(),
                lease.token(),
                lease.suiteDigest(),
                Map.of(),
                "cpu-amd64-avx2",
                List.of(test),
                List.of(),
                0);
    }

    private List<Path> spooled() {
        try (Stream<Path> files = Files.list(data.resolve("spool"))) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            // what the worker does in its own threads is asked
            Thread.sleep(20);
        }
    }
}

package dev.grader.pipeline.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.protocol.FrameCaps;
import dev.grader.core.protocol.FrameWriter;
import dev.grader.core.protocol.Frames;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.ProbeSize;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.SuiteParser;
import dev.grader.core.suite.TestDefinition;
import dev.grader.pipeline.DockerJobRunner;
import dev.grader.pipeline.JobResult;
import dev.grader.pipeline.Jobs;
import dev.grader.pipeline.container.FakeContainer;
import dev.grader.pipeline.container.FakeEngine;
import dev.grader.pipeline.container.FakeHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The header of a job holds only so many calls. */
class ProbeHeaderTest {
    private static final int TESTS = 150;
    private static final Path FIXTURES = Path.of("..", "test-fixtures");
    /** The fake harness returns the first argument, as a forward and as a backward: output and gradient are at []. */
    private static SuiteBundle manyGradients() {
        StringBuilder text = new StringBuilder("schema: 1\nid: many\ntitle: Many\nimage: python-torch\ntests:\n");
        for (int i = 0; i < TESTS; i++) {
            text.append("""
                  - id: backward-%d
                    kind: gradient
                    title: Backward
                    points: 1
                    framework: numpy
                    forward: model:forward
                    backward: model:backward
                    output: []
                    arguments: [{normal: [2, 3], seed: %d}, "%s"]
                    gradients_of: [0]
                """.formatted(i, i, "x".repeat(2_800)));
        }
        text.append("fixtures: {reference: fixtures/reference}\n");
        Suite suite = SuiteParser.parse(text.toString());
        return new SuiteBundle("digest", suite, Map.of("fixtures/reference/model.py", new byte[] {'\n'}));
    }

    @Test
    void testsWhoseCallsDoNotFitIntoOneJobGetSeveralContainers() throws Exception {
        FakeEngine engine = new FakeEngine(new FakeHarness(container -> Jobs.predictions(Jobs.ROWS)));
        DockerJobRunner runner = new DockerJobRunner(
                engine, "worker", "test", Map.of(), null, InstantSource.fixed(Instant.parse("2026-10-01T10:00:00Z")));
        SuiteBundle bundle = manyGradients();
        JobResult.Calibrated calibrated = (JobResult.Calibrated) runner.run(Jobs.calibrate(bundle), event -> {});
        int before = engine.containers().size();

        JobResult.Measured graded = (JobResult.Measured)
                runner.run(Jobs.grade(bundle, calibrated.record(), calibrated.referenceOutputs()), event -> {});

        assertThat(graded.record().tests())
                .hasSize(TESTS)
                .extracting(TestMeasurement::stop)
                .containsOnlyNulls();
        List<FakeContainer> containers =
                engine.containers().subList(before, engine.containers().size());
        assertThat(containers).hasSizeBetween(2, 4);
        assertThat(containers.stream()
                        .mapToInt(container -> container.units().size())
                        .sum())
                .isEqualTo(TESTS);
        assertThat(containers)
                .allSatisfy(container -> assertThat(
                                FrameWriter.headerBytes(container.input().getFirst()))
                        .isLessThanOrEqualTo(FrameCaps.MAXIMUM_HEADER));
    }

    @Test
    void whatASuiteIsCheckedForIsNoLessThanWhatIsSent() throws IOException {
        int probed = 0;
        for (SuiteBundle bundle : bundles()) {
            for (TestDefinition test : bundle.suite().tests()) {
                Probe probe = probe(test, bundle);
                if (probe != null) {
                    Plan plan = new Plan.Probe(List.of(probe.unit("u1", new Material())));
                    int sent = FrameWriter.headerBytes(Frames.job(plan));
                    assertThat(ProbeSize.bytes(test)).as(test.id()).isGreaterThanOrEqualTo(sent);
                    probed++;
                }
            }
        }
        assertThat(probed).isGreaterThan(50);
    }

    private static @Nullable Probe probe(TestDefinition test, SuiteBundle bundle) {
        return switch (test) {
            case TestDefinition.Function function ->
                function.property()
                        .map(property -> (Probe) new PropertyProbe(function, property, bundle, 1, 1))
                        .orElseGet(() -> new FunctionProbe(function, bundle, 1));
            case TestDefinition.HandWrittenGradient gradient ->
                HandWrittenProbe.of(gradient, bundle, 1, List.of(2L, 2L));
            case TestDefinition.Static ignored -> null;
            case TestDefinition.ExportedGradient ignored -> null;
            case TestDefinition.Train ignored -> null;
            case TestDefinition.Predict ignored -> null;
            case TestDefinition.Manual ignored -> null;
        };
    }

    /** Every suite that is in the repository, and the large one. */
    private static List<SuiteBundle> bundles() throws IOException {
        List<SuiteBundle> bundles = new ArrayList<>(List.of(manyGradients()));
        try (Stream<Path> paths = Files.walk(FIXTURES, 3)) {
            for (Path suite : paths.filter(path -> Files.exists(path.resolve("suite.yaml")))
                    .toList()) {
                Suite declared = SuiteParser.parse(Files.readString(suite.resolve("suite.yaml")));
                bundles.add(new SuiteBundle("digest", declared, arrays(suite)));
            }
        }
        return bundles;
    }

    private static Map<String, byte[]> arrays(Path suite) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> paths = Files.walk(suite)) {
            for (Path path :
                    paths.filter(path -> path.toString().endsWith(".npy")).toList()) {
                files.put(suite.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }
}

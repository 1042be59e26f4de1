package dev.grader.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.grader.core.job.Lease;
import dev.grader.core.job.Progress;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.protocol.Frame;
import dev.grader.core.score.Scorer;
import dev.grader.core.score.TestScore;
import dev.grader.core.suite.Construction;
import dev.grader.core.suite.Framework;
import dev.grader.core.suite.GradientPlace;
import dev.grader.core.suite.ResultPath;
import dev.grader.core.suite.Step;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.Target;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.Tolerances;
import dev.grader.core.suite.Value;
import dev.grader.core.suite.Visibility;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Tensor;
import dev.grader.core.verdict.Verdict;
import dev.grader.pipeline.container.ContainerOutcome.End;
import dev.grader.pipeline.container.FakeContainer;
import dev.grader.pipeline.container.FakeEngine;
import dev.grader.pipeline.container.FakeEngine.Answer;
import dev.grader.pipeline.container.FakeHarness;
import dev.grader.pipeline.container.Replies;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DockerJobRunnerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-10-01T10:00:00Z"));
    private static final FakeHarness HARNESS = new FakeHarness(container -> Jobs.predictions(Jobs.ROWS));

    private static final SuiteBundle BUNDLE = Jobs.bundle(
            new TestDefinition.Static(
                    Jobs.common("rules", Visibility.VISIBLE),
                    new TestDefinition.FileRules(List.of(), List.of()),
                    new TestDefinition.SourceNames(List.of("torchvision"), List.of()),
                    new TestDefinition.SourceNames(List.of(), List.of()),
                    Optional.of(new TestDefinition.StoredNumbers(new Target("model", "build_model"), 1, 100)),
                    Optional.empty(),
                    Optional.empty()),
            function("seen-one", Visibility.VISIBLE),
            function("unseen-one", Visibility.HIDDEN),
            function("seen-two", Visibility.VISIBLE, "seen-one"),
            function("unseen-late", Visibility.AFTER_DUE_DATE),
            new TestDefinition.HandWrittenGradient(
                    Jobs.common("backward", Visibility.HIDDEN, "seen-one"),
                    Framework.NUMPY,
                    List.of(
                            Step.of(
                                    "forward",
                                    new Step.Action.Call(new Target("model", "unseen_forward")),
                                    List.of(array(ElementType.FLOAT64, 5)),
                                    List.of()),
                            Step.of(
                                    "backward",
                                    new Step.Action.Call(new Target("model", "unseen_backward")),
                                    List.of(new Value.Upstream(), new Value.OfResult("forward", ResultPath.of(1))),
                                    List.of())),
                    "forward",
                    ResultPath.of(0),
                    false,
                    List.of(new GradientPlace(
                            "forward", GradientPlace.Where.ARGUMENT, ResultPath.of(0), "backward", ResultPath.WHOLE)),
                    1e-6,
                    1e-4,
                    1e-5,
                    4,
                    0.5),
            new TestDefinition.ExportedGradient(
                    Jobs.common("layer", Visibility.VISIBLE, "seen-one"),
                    new Target("model", "Layer"),
                    new Construction(
                            List.of(new Value.Literal(IntNode.valueOf(3))),
                            Map.of("weight", array(ElementType.FLOAT32, 6))),
                    List.of(array(ElementType.FLOAT32, 7)),
                    1e-3),
            Jobs.train(Jobs.common("train", Visibility.HIDDEN, "seen-two")));

    private final List<Progress> progress = new ArrayList<>();

    @Test
    void theReferenceAndAnEqualSubmissionGoThroughEveryStep() throws Exception {
        FakeEngine engine = new FakeEngine(HARNESS);
        JobResult.Calibrated calibrated = calibrated(engine);
        assertThat(calibrated.record().metrics()).containsOnlyKeys("train");
        assertThat(calibrated.record().metrics().get("train")).hasSize(10);

        MeasurementRecord record = graded(engine, calibrated);

        assertThat(Scorer.score(BUNDLE.suite(), calibrated.record(), record).tests())
                .hasSize(8)
                .allSatisfy(test -> assertThat(test.verdict()).as(test.testId()).isEqualTo(Verdict.PASSED));
        assertThat(record.cpuSeconds()).isPositive();
    }

    @Test
    void visibleAndHiddenTestsNeverShareAContainer() throws Exception {
        FakeEngine engine = gradedBy(HARNESS);

        List<List<String>> targets = engine.containers("probe").stream()
                .map(container -> container.units().stream()
                        .flatMap(unit -> targets(unit).stream())
                        .distinct()
                        .sorted()
                        .toList())
                .toList();
        assertThat(targets)
                .containsExactly(
                        List.of("model:seen_one", "model:seen_two"),
                        List.of(
                                "model:unseen_backward",
                                "model:unseen_forward",
                                "model:unseen_late",
                                "model:unseen_one"));
    }

    @Test
    void onlyAnEvaluationGetsTheHiddenInputs() throws Exception {
        FakeEngine engine = gradedBy(HARNESS);
        // In whatever order their rows are.
        double[] scaled = sorted(Jobs.scaledTestInputs());
        double[] stored = sorted(Jobs.TEST_INPUTS);

        for (FakeContainer container : engine.containers()) {
            boolean gotThem = container.tensors().stream()
                    .map(DockerJobRunnerTest::sorted)
                    .anyMatch(values -> Arrays.equals(values, scaled) || Arrays.equals(values, stored));
            assertThat(gotThem)
                    .as(container.spec().step())
                    .isEqualTo(container.step().equals("evaluate"));
        }
        assertThat(engine.containers("evaluate")).singleElement().satisfies(container -> {
            assertThat(container.frames("file")).isEmpty();
            assertThat(container.tensors()).hasSize(1);
        });
    }

    @Test
    void hiddenLabelsEnterNoContainer() throws Exception {
        FakeEngine engine = gradedBy(HARNESS);
        double[] labels = Jobs.TEST_LABELS.toDoubles();

        assertThat(engine.containers()).isNotEmpty().allSatisfy(container -> {
            assertThat(container.tensors()).noneMatch(tensor -> Arrays.equals(tensor.toDoubles(), labels));
            assertThat(container.input()).noneMatch(frame -> Arrays.equals(frame.payload(), Jobs.TEST_LABELS.data()));
        });
    }

    @Test
    void noContainerIsToldWhichTestItRunsOrWhatItIsWorth() throws Exception {
        FakeEngine engine = gradedBy(HARNESS);

        assertThat(engine.containers()).allSatisfy(container -> {
            String headers = container.input().stream()
                    .map(frame -> frame.header().toString())
                    .collect(Collectors.joining());
            assertThat(headers)
                    .doesNotContainIgnoringCase("Title of")
                    .doesNotContain("Hint for")
                    .doesNotContain("seen-one", "unseen-late", "\"backward\"", "\"layer\"", "rules-")
                    .doesNotContainIgnoringCase("\"points", "tolerance", "visib", "hidden", "metric", "cut_off");
        });
    }

    @Test
    void aContainerGetsTheSubmissionAndNoFileOfTheSuite() throws Exception {
        FakeEngine engine = gradedBy(HARNESS);

        assertThat(engine.containers())
                .allSatisfy(container -> assertThat(container.frames("file"))
                        .extracting(frame -> frame.text("path"))
                        .isSubsetOf("model.py"));
        assertThat(engine.containers())
                .allSatisfy(container -> assertThat(container.input())
                        .noneMatch(
                                frame -> Arrays.equals(frame.payload(), BUNDLE.file("fixtures/reference/model.py"))));
    }

    @Test
    void anExportGetsNoInputs() throws Exception {
        assertThat(gradedBy(HARNESS).containers("export"))
                .singleElement()
                .satisfies(container -> assertThat(container.tensors()).isEmpty());
    }

    @Test
    void hiddenInputsAreDrawnWithTheSecret() throws Exception {
        FakeEngine engine = gradedBy(HARNESS);

        List<Tensor> visible = engine.containers("probe").get(0).tensors();
        List<Tensor> hidden = engine.containers("probe").get(1).tensors();
        // All functions declare the same array: the visible ones get it, the hidden ones each another.
        assertThat(visible).hasSize(2);
        assertThat(visible.get(0)).isEqualTo(visible.get(1));
        assertThat(hidden).doesNotContain(visible.get(0)).doesNotHaveDuplicates();
    }

    @Test
    void theReferenceIsTrainedWithSeedsThatNoStudentGets() throws Exception {
        FakeEngine reference = new FakeEngine(HARNESS);
        calibrated(reference);

        assertThat(seeds(reference)).hasSize(10).doesNotContainAnyElementsOf(seeds(gradedBy(HARNESS)));
    }

    @Test
    void aTestIsSkippedWhenOneThatItNeedsDoesNotRun() throws Exception {
        FakeEngine engine = new FakeEngine(HARNESS);
        JobResult.Calibrated calibrated = calibrated(engine);
        FakeEngine failing = new FakeEngine(container -> withFirstTarget(
                container,
                "model:seen_one",
                unit -> List.of(Replies.text(unit, "printed"), Replies.raised(unit, "ValueError", "bad"))));

        MeasurementRecord record = graded(failing, calibrated);

        assertThat(stop(record, "seen-one").verdict()).isEqualTo(Verdict.STUDENT_ERROR);
        assertThat(stop(record, "backward").verdict()).isEqualTo(Verdict.SKIPPED);
        assertThat(stop(record, "layer").verdict()).isEqualTo(Verdict.SKIPPED);
        assertThat(measurement(record, "unseen-one").stop()).isNull();
        // They are probed in the same container as what they need; the score sees to it.
        assertThat(measurement(record, "seen-two").stop()).isNull();
        assertThat(failing.containers("gradient")).isEmpty();
        assertThat(Scorer.score(BUNDLE.suite(), calibrated.record(), record).tests())
                .filteredOn(test -> test.testId().equals("seen-two"))
                .extracting(TestScore::verdict)
                .containsExactly(Verdict.SKIPPED);
        assertThat(measurement(record, "seen-one").output()).contains("printed").contains("Traceback");
    }

    @Test
    void aTestIsSkippedWhenOneThatItNeedsIsWrong() throws Exception {
        JobResult.Calibrated calibrated = calibrated(new FakeEngine(HARNESS));
        FakeEngine wrong = new FakeEngine(container -> withFirstTarget(
                container,
                "model:seen_one",
                unit -> List.of(
                        Replies.tensor(unit, "c0s0.0", Tensor.ofFloats(List.of(1L), -1)),
                        Replies.outcome(unit, "ok"))));

        MeasurementRecord record = graded(wrong, calibrated);

        assertThat(measurement(record, "seen-one").stop()).isNull();
        // Hidden probes run after the visible ones, gradients after both.
        assertThat(stop(record, "backward").verdict()).isEqualTo(Verdict.SKIPPED);
        assertThat(stop(record, "layer").verdict()).isEqualTo(Verdict.SKIPPED);
        // It needs seen-two, which in turn needs what is wrong.
        assertThat(stop(record, "train").verdict()).isEqualTo(Verdict.SKIPPED);
        assertThat(stop(record, "train").message()).contains("Title of seen-two");
        assertThat(wrong.containers("gradient")).isEmpty();
        assertThat(wrong.containers("train")).isEmpty();
        assertThat(Scorer.score(BUNDLE.suite(), calibrated.record(), record).hasInfrastructureFault())
                .isFalse();
    }

    @Test
    void aRerunRunsItsTestsAndTakesTheOthersForPassed() throws Exception {
        JobResult.Calibrated calibrated = calibrated(new FakeEngine(HARNESS));
        FakeEngine engine = new FakeEngine(HARNESS);

        JobResult result = runner(engine)
                .run(
                        Jobs.rerun(BUNDLE, calibrated.record(), calibrated.referenceOutputs(), "layer", "unseen-late"),
                        progress::add);

        assertThat(((JobResult.Measured) result).record().tests())
                .extracting(TestMeasurement::testId)
                .containsExactly("unseen-late", "layer");
        assertThat(engine.containers("train")).isEmpty();
        assertThat(engine.containers("probe")).hasSize(1);
    }

    @Test
    void aTestWithASecretOfItsOwnGetsOtherInputsAndSeeds() throws Exception {
        JobResult.Calibrated calibrated = calibrated(new FakeEngine(HARNESS));
        JobInput input = Jobs.grade(BUNDLE, calibrated.record(), calibrated.referenceOutputs());
        Lease old = input.lease();
        Lease lease = new Lease(
                old.jobId(),
                old.token(),
                old.kind(),
                old.expiresAt(),
                old.heartbeatSeconds(),
                old.suiteDigest(),
                old.calibration(),
                old.seedSecret(),
                Map.of("train", 99L, "unseen-late", 99L));
        FakeEngine engine = new FakeEngine(HARNESS);
        runner(engine)
                .run(
                        new JobInput(
                                lease,
                                input.bundle(),
                                input.submission(),
                                calibrated.referenceOutputs(),
                                input.images()),
                        progress::add);
        FakeEngine ordinary = gradedBy(HARNESS);

        assertThat(seeds(engine)).isNotEmpty().doesNotContainAnyElementsOf(seeds(ordinary));
        List<Tensor> hidden = engine.containers("probe").get(1).tensors();
        List<Tensor> before = ordinary.containers("probe").get(1).tensors();
        assertThat(hidden.getFirst()).isEqualTo(before.getFirst());
        assertThat(hidden.stream().filter(before::contains)).hasSize(before.size() - 1);
    }

    @Test
    void whatAHiddenTestSaysStaysWithStaff() throws Exception {
        JobResult.Calibrated calibrated = calibrated(new FakeEngine(HARNESS));
        FakeEngine failing = new FakeEngine(container -> withFirstTarget(
                container,
                "model:unseen_one",
                unit -> List.of(
                        Replies.text(unit, "leak 42"),
                        Replies.note(unit, "leak 42"),
                        Replies.raised(unit, "Leak42Error", "leak 42"))));

        MeasurementRecord record = graded(failing, calibrated);
        TestMeasurement hidden = measurement(record, "unseen-one");

        assertThat(hidden.output()).isEmpty();
        assertThat(hidden.evidence()).isEmpty();
        assertThat(stop(record, "unseen-one").message())
                .doesNotContainIgnoringCase("leak")
                .doesNotContain("42");
    }

    @Test
    void aUnitThatEndsItsContainerCostsOnlyItsOwnTest() throws Exception {
        JobResult.Calibrated calibrated = calibrated(new FakeEngine(HARNESS));
        FakeEngine failing = new FakeEngine(container -> {
            boolean first = container.step().equals("probe")
                    && targets(container.units().getFirst()).contains("model:seen_one");
            return first ? new Answer(List.of(Replies.ready()), End.OUT_OF_MEMORY, 137) : HARNESS.answer(container);
        });

        MeasurementRecord record = graded(failing, calibrated);

        assertThat(stop(record, "seen-one").verdict()).isEqualTo(Verdict.OUT_OF_MEMORY);
        assertThat(measurement(record, "seen-two").stop()).isNull();
        assertThat(failing.containers("probe"))
                .extracting(container -> container.units().size())
                .containsExactly(2, 1, 2);
    }

    @Test
    void framesThatHaveNoPlaceThereAreNoOutput() throws Exception {
        JobResult.Calibrated calibrated = calibrated(new FakeEngine(HARNESS));
        FakeEngine forging = new FakeEngine(container -> withFirstTarget(
                container,
                "model:seen_one",
                unit -> List.of(Replies.outcome("u2", "ok"), Replies.outcome("u2", "ok"))));

        assertThat(stop(graded(forging, calibrated), "seen-one").verdict()).isEqualTo(Verdict.NO_OUTPUT);
    }

    @Test
    void aModelThatDidNotComeIsNotReplacedByTensorsOfTheExport() throws Exception {
        JobResult.Calibrated calibrated = calibrated(new FakeEngine(HARNESS));
        FakeEngine forging = new FakeEngine(container -> {
            if (!container.step().equals("export")) {
                return HARNESS.answer(container);
            }
            List<Frame> frames = new ArrayList<>(List.of(Replies.ready(), Replies.parsed()));
            for (JsonNode unit : container.units()) {
                String id = unit.path("id").asText();
                frames.add(Replies.tensor(id, "parameter.weight", Tensor.ofFloats(List.of(3L), 0, 0, 0)));
                frames.add(Replies.outcome(id, "ok"));
            }
            return Answer.of(frames.toArray(new Frame[0]));
        });

        MeasurementRecord record = graded(forging, calibrated);

        assertThat(stop(record, "layer").verdict()).isEqualTo(Verdict.NO_OUTPUT);
        assertThat(stop(record, "train").verdict()).isEqualTo(Verdict.NO_OUTPUT);
        assertThat(forging.containers("gradient")).isEmpty();
    }

    @Test
    void findingsGoToTheirRuleAndAFileThatDoesNotParseStopsIt() throws Exception {
        JobResult.Calibrated calibrated = calibrated(new FakeEngine(HARNESS));

        assertThat(measurement(graded(searching("r1", "import", "torchvision"), calibrated), "rules")
                        .evidence())
                .contains(new Evidence.Finding("import", "torchvision", "model.py", 3));
        assertThat(stop(graded(searching("r1", "syntax", "invalid syntax"), calibrated), "rules")
                        .verdict())
                .isEqualTo(Verdict.COMPILE_ERROR);
    }

    @Test
    void aFaultOfTheEngineEndsTheJobWithoutARecord() {
        FakeEngine broken = new FakeEngine(container -> {
            throw new InfrastructureFault("the engine hung up");
        });
        assertThatThrownBy(() -> calibrated(broken)).isInstanceOf(InfrastructureFault.class);
    }

    @Test
    void aReferenceThatFailsIsNoCalibration() {
        FakeEngine failing = new FakeEngine(container -> withFirstTarget(
                container, "model:seen_one", unit -> List.of(Replies.raised(unit, "ValueError", "bad"))));

        assertThatThrownBy(() -> calibrated(failing))
                .isInstanceOf(SuiteFault.class)
                .hasMessageContaining("seen-one");
    }

    @Test
    void withoutTheMeasurementsOfTheReferenceThereIsNoVerdict() throws Exception {
        JobResult.Calibrated calibrated = calibrated(new FakeEngine(HARNESS));
        byte[] outputs = calibrated.referenceOutputs();
        DockerJobRunner runner = runner(new FakeEngine(HARNESS));

        for (JobInput input : List.of(
                Jobs.grade(BUNDLE, null, outputs),
                Jobs.grade(BUNDLE, calibrated.record(), null),
                Jobs.grade(BUNDLE, calibrated.record(), Arrays.copyOf(outputs, outputs.length - 1)),
                Jobs.grade(BUNDLE, calibrated.record(), new byte[0]))) {
            assertThatThrownBy(() -> runner.run(input, event -> {})).isInstanceOf(InfrastructureFault.class);
        }
    }

    /** Their blob is of a suite without the test: that is not the student's fault. */
    @Test
    void anOutputThatTheReferenceLacksIsNoVerdict() throws Exception {
        SuiteBundle small = Jobs.bundle(function("seen-one", Visibility.VISIBLE));
        JobResult.Calibrated calibrated = calibrated(new FakeEngine(HARNESS));
        DockerJobRunner runner = runner(new FakeEngine(HARNESS));

        assertThatThrownBy(() -> runner.run(Jobs.grade(small, calibrated.record(), new byte[0]), event -> {}))
                .isInstanceOf(InfrastructureFault.class)
                .hasMessageContaining("seen-one");
    }

    @Test
    void stepsAreToldAsTheyBeginAndEnd() throws Exception {
        gradedBy(HARNESS);

        assertThat(progress.stream()
                        .filter(Progress.StepBegun.class::isInstance)
                        .map(Progress.StepBegun.class::cast)
                        .map(Progress.StepBegun::step))
                .startsWith("export", "probe", "probe hidden", "gradient layer", "train train seed 1");
        assertThat(progress).filteredOn(Progress.StepEnded.class::isInstance).hasSize(8);
        assertThat(progress).filteredOn(Progress.Epoch.class::isInstance).hasSize(6);
    }

    private static double[] sorted(Tensor tensor) {
        return Arrays.stream(tensor.toDoubles()).sorted().toArray();
    }

    private static FakeEngine searching(String rule, String kind, String name) {
        return new FakeEngine(container -> {
            if (!container.step().equals("export")) {
                return HARNESS.answer(container);
            }
            List<Frame> frames = new ArrayList<>(HARNESS.answer(container).frames());
            frames.add(1, Replies.finding(rule, kind, name));
            return Answer.of(frames.toArray(new Frame[0]));
        });
    }

    /** Units do what they should, but for the one that calls a target. */
    private static Answer withFirstTarget(FakeContainer container, String target, UnitScript script) {
        if (!container.step().equals("probe")) {
            return HARNESS.answer(container);
        }
        List<Frame> frames = new ArrayList<>(List.of(Replies.ready()));
        for (JsonNode unit : container.units()) {
            frames.addAll(
                    targets(unit).contains(target)
                            ? script.frames(unit.path("id").asText())
                            : HARNESS.unit(container, unit));
        }
        frames.add(Replies.done());
        return Answer.of(frames.toArray(new Frame[0]));
    }

    private interface UnitScript {
        List<Frame> frames(String unit);
    }

    private static List<String> targets(JsonNode unit) {
        List<String> targets = new ArrayList<>();
        for (JsonNode program : unit.path("programs")) {
            for (JsonNode call : program.path("calls")) {
                if (call.has("target")) {
                    targets.add(call.path("target").asText());
                }
            }
        }
        return targets;
    }

    private static List<Long> seeds(FakeEngine engine) {
        return engine.containers("train").stream()
                .map(container -> container.units().getFirst().path("seed").asLong())
                .toList();
    }

    private FakeEngine gradedBy(FakeHarness harness) throws Exception {
        JobResult.Calibrated calibrated = calibrated(new FakeEngine(harness));
        progress.clear();
        FakeEngine engine = new FakeEngine(harness);
        graded(engine, calibrated);
        return engine;
    }

    private JobResult.Calibrated calibrated(FakeEngine engine) throws Exception {
        return (JobResult.Calibrated) runner(engine).run(Jobs.calibrate(BUNDLE), progress::add);
    }

    private MeasurementRecord graded(FakeEngine engine, JobResult.Calibrated calibrated) throws Exception {
        JobInput input = Jobs.grade(BUNDLE, calibrated.record(), calibrated.referenceOutputs());
        return ((JobResult.Measured) runner(engine).run(input, progress::add)).record();
    }

    private static DockerJobRunner runner(FakeEngine engine) {
        return new DockerJobRunner(engine, "worker", "test", Map.of(), null, CLOCK);
    }

    private static TestMeasurement measurement(MeasurementRecord record, String testId) {
        return record.tests().stream()
                .filter(test -> test.testId().equals(testId))
                .findFirst()
                .orElseThrow();
    }

    private static TestMeasurement.Stop stop(MeasurementRecord record, String testId) {
        return Optional.ofNullable(measurement(record, testId).stop()).orElseThrow();
    }

    private static TestDefinition.Function function(String id, Visibility visibility, String... dependsOn) {
        return new TestDefinition.Function(
                Jobs.common(id, visibility, dependsOn),
                Framework.NUMPY,
                List.of(List.of(Step.of(
                        "case 1",
                        new Step.Action.Call(new Target("model", id.replace('-', '_'))),
                        List.of(array(ElementType.FLOAT64, 1)),
                        List.of(ResultPath.WHOLE)))),
                Optional.empty(),
                Tolerances.of(1e-6));
    }

    private static Value array(ElementType type, long seed) {
        return new Value.Generated(Value.Distribution.NORMAL, List.of(3L), type, 0, 1, seed);
    }
}

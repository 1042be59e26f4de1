package dev.grader.pipeline.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.Evidence.MetricValue;
import dev.grader.core.measurement.TestMeasurement.Stop;
import dev.grader.core.protocol.Frame;
import dev.grader.core.suite.Seeds;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.Visibility;
import dev.grader.core.tensor.Tensor;
import dev.grader.core.verdict.Verdict;
import dev.grader.pipeline.Jobs;
import dev.grader.pipeline.container.FakeContainer;
import dev.grader.pipeline.container.FakeEngine;
import dev.grader.pipeline.container.FakeEngine.Answer;
import dev.grader.pipeline.container.FakeHarness;
import dev.grader.pipeline.container.Replies;
import dev.grader.pipeline.javamodel.JavaModel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The reference had an accuracy of 0.9 on 10 rows each time, so full points begin at 0.9 − 2·√(0.9·0.1/10) = 0.71.
 */
class TrainingTest {
    private static final TestDefinition.Train TEST = Jobs.train(Jobs.common("train", Visibility.VISIBLE));
    private static final byte[] MODULE = FakeHarness.module(FakeHarness.NUMBERS);

    private final List<List<Integer>> exportedLater = new ArrayList<>();

    @Test
    void threeTrainingsAreEnoughFarFromTheCutOff() throws Exception {
        FakeEngine engine = new FakeEngine(new FakeHarness(right(10, 10, 10)));

        TestRun run = run(engine);

        assertThat(run.stop()).isNull();
        assertThat(values(run)).containsExactly(1.0, 1.0, 1.0);
        assertThat(engine.containers("train")).hasSize(3);
        assertThat(exportedLater).isEmpty();
    }

    @Test
    void nearTheCutOffThereAreNineTrainingsEachWithAnExportAndASeedOfItsOwn() throws Exception {
        // Mean 0.7, standard deviation 0.1: the seeds could have decided.
        FakeEngine engine = new FakeEngine(new FakeHarness(right(6, 7, 8)));

        TestRun run = run(engine);

        assertThat(values(run)).containsExactly(0.6, 0.7, 0.8, 0.6, 0.7, 0.8, 0.6, 0.7, 0.8);
        assertThat(metrics(run)).extracting(MetricValue::seedIndex).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(exportedLater).containsExactly(List.of(3, 4, 5, 6, 7, 8));
        List<Long> seeds = engine.containers("train").stream()
                .map(container -> container.units().getFirst().path("seed").asLong())
                .toList();
        List<Long> expected = new ArrayList<>();
        for (int seed = 0; seed < 9; seed++) {
            expected.add((long) Seeds.training(Jobs.SECRET, "train", seed));
        }
        assertThat(seeds).isEqualTo(expected).doesNotHaveDuplicates();
    }

    /** A container for all models: each start costs a second. */
    @Test
    void allModelsAreEvaluatedInOneContainer() throws Exception {
        FakeEngine engine = new FakeEngine(new FakeHarness(right(10, 9, 8)));
        assertThat(values(run(engine))).containsExactly(1.0, 0.9, 0.8);
        assertThat(engine.containers("evaluate")).hasSize(1);
        assertThat(engine.containers("evaluate").getFirst().units()).hasSize(3);
    }

    /** Each model of the fake is the same whatever its seed. */
    @Test
    void aModelThatIsTheSameUnderEachSeedIsTold() throws Exception {
        TestRun run = run(new FakeEngine(new FakeHarness(right(10))));
        assertThat(run.evidence()).anySatisfy(evidence -> assertThat(evidence).isInstanceOf(Evidence.Flag.class));
    }

    @Test
    void theMetricComesWithItsCurveAndItsNumberOfExamples() throws Exception {
        TestRun run = run(new FakeEngine(new FakeHarness(right(10))));

        assertThat(metrics(run)).allSatisfy(metric -> {
            assertThat(metric.examples()).isEqualTo(Jobs.ROWS);
            assertThat(metric.curve()).extracting(point -> point.loss()).containsExactly(0.75, 0.5);
        });
    }

    @Test
    void theFirstTrainingThatFailsIsTheLast() throws Exception {
        FakeEngine engine = trained("train", 2, Replies.epoch("t1", 1, 9), outcome("t1", "not_finite"));

        TestRun run = run(engine);

        assertThat(run.stop()).extracting(Stop::verdict).isEqualTo(Verdict.NOT_FINITE);
        assertThat(engine.containers()).extracting(FakeContainer::step).containsExactly("train", "train");
    }

    @Test
    void aFurtherTrainingThatFailsLeavesTheFirstOnesAsTheyAre() throws Exception {
        FakeHarness near = new FakeHarness(right(6, 7, 8));
        for (int number = 4; number <= 9; number++) {
            FakeEngine engine =
                    answering(near, "train", number, Replies.epoch("t1", 1, 9), outcome("t1", "not_finite"));

            TestRun run = run(engine);

            assertThat(run.stop()).isNull();
            assertThat(metrics(run)).extracting(MetricValue::seedIndex).containsExactly(0, 1, 2);
            assertThat(values(run)).containsExactly(0.6, 0.7, 0.8);
            assertThat(run.evidence())
                    .filteredOn(evidence -> evidence instanceof Evidence.Flag flag
                            && flag.rule().equals(Evidence.Flag.FURTHER_TRAININGS))
                    .singleElement()
                    .asString()
                    .contains("NOT_FINITE");
        }
    }

    @Test
    void furtherEvaluationsThatFailTakeNoneOfTheirValuesAlong() throws Exception {
        FakeEngine engine = answering(
                new FakeHarness(right(6, 7, 8)),
                "evaluate",
                2,
                Replies.tensor("v1", "predictions", Jobs.predictions(2)),
                outcome("v1", "ok"),
                outcome("v2", "memory"));

        TestRun run = run(engine);

        assertThat(run.stop()).isNull();
        assertThat(values(run)).containsExactly(0.6, 0.7, 0.8);
    }

    @Test
    void aModelThatTurnsIntoABlockInJavaIsRefusedAndNotEvaluated() throws Exception {
        byte[] block = JavaModel.fresh("LeNet:build", List.of(), List.of(), new byte[0])
                .bytes();
        assertThat(StoredNumberCount.of(block)).isPresent();
        FakeEngine engine = trained("train", 1, Replies.blob("t1", block), outcome("t1", "ok"));

        assertThat(run(engine).stop()).extracting(Stop::verdict).isEqualTo(Verdict.REFUSED_BY_RULE);
        assertThat(engine.containers("evaluate")).isEmpty();
    }

    @Test
    void aModelThatGrewInTrainingIsRefusedAndNotEvaluated() throws Exception {
        FakeEngine engine = trained(
                "train", 1, Replies.blob("t1", FakeHarness.module(FakeHarness.NUMBERS + 1)), outcome("t1", "ok"));

        TestRun run = run(engine);

        assertThat(run.stop()).extracting(Stop::verdict).isEqualTo(Verdict.REFUSED_BY_RULE);
        assertThat(run.stop()).extracting(Stop::message).asString().contains("more numbers");
        assertThat(engine.containers("evaluate")).isEmpty();
    }

    @Test
    void whatIsNoModelIsRefusedAndNotEvaluated() throws Exception {
        FakeEngine engine = trained("train", 1, Replies.blob("t1", new byte[100]), outcome("t1", "ok"));

        assertThat(run(engine).stop()).extracting(Stop::verdict).isEqualTo(Verdict.REFUSED_BY_RULE);
        assertThat(engine.containers("evaluate")).isEmpty();
    }

    @Test
    void aTrainingWithoutAModelHasNoOutput() throws Exception {
        FakeEngine engine = trained("train", 1, outcome("t1", "ok"));

        assertThat(run(engine).stop()).extracting(Stop::verdict).isEqualTo(Verdict.NO_OUTPUT);
    }

    @Test
    void predictionsAreARowOfClassScoresPerInput() throws Exception {
        for (Tensor wrong : List.of(
                Tensor.ofFloats(List.of(9L, 2L), new float[18]),
                Tensor.ofFloats(List.of(11L, 2L), new float[22]),
                Tensor.ofFloats(List.of(9L), new float[9]),
                Tensor.ofFloats(List.of(), 1),
                Tensor.ofFloats(List.of(10L, 2L, 1L), new float[20]))) {
            TestRun run = run(new FakeEngine(new FakeHarness(container -> wrong)));
            assertThat(run.stop())
                    .as(wrong.toString())
                    .extracting(Stop::verdict)
                    .isEqualTo(Verdict.STUDENT_ERROR);
            assertThat(metrics(run)).isEmpty();
        }
    }

    @Test
    void predictionsThatAreNotFiniteOrHaveNoClassesAreWrong() throws Exception {
        Tensor notFinite = Jobs.predictions(10);
        float[] values = new float[20];
        Arrays.fill(values, Float.NaN);

        assertThat(values(
                        run(new FakeEngine(new FakeHarness(container -> Tensor.ofFloats(notFinite.shape(), values))))))
                .containsExactly(0.0, 0.0, 0.0);
        assertThat(values(run(new FakeEngine(new FakeHarness(container -> Tensor.ofFloats(List.of(10L, 0L)))))))
                .containsExactly(0.0, 0.0, 0.0);
    }

    @Test
    void anEvaluationWithoutPredictionsHasNoOutput() throws Exception {
        FakeEngine engine = trained("evaluate", 1, outcome("v1", "ok"));

        assertThat(run(engine).stop()).extracting(Stop::verdict).isEqualTo(Verdict.NO_OUTPUT);
    }

    @Test
    void nothingThatAnEvaluationPrintsGetsOut() throws Exception {
        FakeEngine engine =
                trained("evaluate", 1, Replies.text("v1", "leak"), Replies.raised("v1", "LeakError", "leak"));

        TestRun run = run(engine);

        assertThat(run.stop()).extracting(Stop::verdict).isEqualTo(Verdict.STUDENT_ERROR);
        assertThat(run.stop()).extracting(Stop::message).asString().doesNotContainIgnoringCase("leak");
        assertThat(run.output()).doesNotContain("leak");
    }

    @Test
    void withoutAnExportNothingIsTrained() throws Exception {
        FakeEngine engine = new FakeEngine(new FakeHarness(right(10)));
        Stop stop = new Stop(Verdict.EXPORT_ERROR, "cannot be exported", "detail");
        UnitResult failed = new UnitResult("e1", stop, Map.of(), MODULE, List.of(), List.of(), "printed");

        TestRun run = new Training(context(engine), TEST).run(seeds(), Map.of(0, failed), later -> Map.of(1, failed));

        assertThat(run.stop()).isEqualTo(stop);
        assertThat(run.output()).isEqualTo("printed");
        assertThat(engine.containers()).isEmpty();
    }

    private TestRun run(FakeEngine engine) throws Exception {
        Map<Integer, UnitResult> exports = new HashMap<>();
        for (int seed = 0; seed < 3; seed++) {
            exports.put(seed, exported(seed));
        }
        return new Training(context(engine), TEST).run(seeds(), exports, missing -> {
            exportedLater.add(missing);
            Map<Integer, UnitResult> later = new HashMap<>();
            missing.forEach(seed -> later.put(seed, exported(seed)));
            return later;
        });
    }

    private static SeedChoice seeds() {
        return SeedChoice.ofSubmission(Jobs.calibration("train", 0.9));
    }

    private static JobContext context(FakeEngine engine) {
        return JobContext.begin(
                engine,
                Jobs.grade(Jobs.bundle(TEST), Jobs.calibration("train", 0.9), new byte[0]),
                "worker",
                null,
                InstantSource.system(),
                progress -> {});
    }

    private static UnitResult exported(int seed) {
        return new UnitResult("e" + (seed + 1), null, Map.of(), MODULE, List.of(), List.of(), "");
    }

    /** One container answers so; all others do what they should. */
    private static FakeEngine trained(String step, int number, Frame... frames) {
        return answering(new FakeHarness(right(10)), step, number, frames);
    }

    private static FakeEngine answering(FakeHarness harness, String step, int number, Frame... frames) {
        List<Frame> answer = new ArrayList<>(List.of(Replies.ready()));
        answer.addAll(List.of(frames));
        answer.add(Replies.done());
        int[] seen = {0};
        return new FakeEngine(container -> container.step().equals(step) && ++seen[0] == number
                ? Answer.of(answer.toArray(new Frame[0]))
                : harness.answer(container));
    }

    private static Frame outcome(String unit, String status) {
        return Replies.outcome(unit, status);
    }

    /** So many rows are right in the first, second … evaluation, and again from the beginning. */
    private static Function<FakeContainer, Tensor> right(int... rows) {
        int[] evaluation = {0};
        return container -> Jobs.predictions(rows[evaluation[0]++ % rows.length]);
    }

    private static List<MetricValue> metrics(TestRun run) {
        return run.evidence().stream()
                .filter(MetricValue.class::isInstance)
                .map(MetricValue.class::cast)
                .toList();
    }

    private static List<Double> values(TestRun run) {
        return metrics(run).stream().map(MetricValue::value).toList();
    }
}

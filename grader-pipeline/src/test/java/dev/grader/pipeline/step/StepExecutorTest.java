package dev.grader.pipeline.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.measurement.TestMeasurement.Stop;
import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.Plan;
import dev.grader.core.suite.Limits;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.Visibility;
import dev.grader.core.verdict.Verdict;
import dev.grader.pipeline.Jobs;
import dev.grader.pipeline.container.ContainerOutcome.End;
import dev.grader.pipeline.container.FakeEngine;
import dev.grader.pipeline.container.FakeEngine.Answer;
import dev.grader.pipeline.container.FakeHarness;
import dev.grader.pipeline.container.Replies;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StepExecutorTest {
    private static final TestDefinition.Train TEST = Jobs.train(Jobs.common("train", Visibility.VISIBLE));
    private static final Limits LIMITS = new Limits(10, 12, 256, 64, 32, 4);

    @Test
    void memoryThatAnEarlierUnitUsedUpCostsNoLaterOne() throws Exception {
        FakeEngine engine = first(End.OUT_OF_MEMORY, 137, ended("e1", "memory"), ended("e2", "ok"));

        StepResult result = run(engine);

        assertThat(verdicts(result)).containsEntry("e1", Verdict.OUT_OF_MEMORY);
        assertThat(result.unit("e2").stop()).isNull();
        assertThat(result.unit("e3").stop()).isNull();
        assertThat(units(engine)).containsExactly(List.of("e1", "e2", "e3"), List.of("e3"));
    }

    @Test
    void memoryThatNobodyElseUsedUpIsOfTheUnitThatWasRunning() throws Exception {
        FakeEngine engine = first(End.OUT_OF_MEMORY, 137, ended("e1", "ok"), ended("e2", "error"));

        assertThat(verdicts(run(engine))).containsEntry("e3", Verdict.OUT_OF_MEMORY);
        assertThat(engine.containers()).hasSize(1);
    }

    @Test
    void aUnitThatIsStuckCostsNoLaterOne() throws Exception {
        FakeEngine engine = first(End.EXITED, 0, ended("e1", "timeout"));

        StepResult result = run(engine);

        assertThat(verdicts(result)).containsOnly(Map.entry("e1", Verdict.TIMEOUT));
        assertThat(units(engine)).containsExactly(List.of("e1", "e2", "e3"), List.of("e2", "e3"));
    }

    @Test
    void whoeverExitsAfterOthersHaveEndedWellHasNoOutput() throws Exception {
        FakeEngine engine = first(End.EXITED, 0, ended("e1", "timeout"), ended("e2", "ok"));

        assertThat(verdicts(run(engine)))
                .containsEntry("e1", Verdict.TIMEOUT)
                .containsEntry("e3", Verdict.NO_OUTPUT)
                .hasSize(2);
    }

    /** Bytes that would be taken for a block in Java, or for nothing. */
    @Test
    void whatIsNoArchiveIsNoExport() throws Exception {
        for (byte[] forged : List.of(new byte[1], new byte[] {0, 0, 0, 5}, new byte[0], new byte[] {'P'})) {
            FakeEngine engine = first(
                    End.EXITED, 0, List.of(Replies.blob("e1", forged), Replies.outcome("e1", "ok")), ended("e2", "ok"));
            Exports exports = new Exports(test -> Jobs.SECRET, Map.of());
            exports.training(TEST, 0);

            StepResult result = new ExportStep(context(engine)).run(Map.of(), exports, LIMITS);

            assertThat(verdicts(result)).containsOnly(Map.entry("e1", Verdict.NO_OUTPUT));
            assertThat(result.unit("e1").blob()).isNull();
        }
    }

    @Test
    void anArchiveIsAnExport() throws Exception {
        Exports exports = new Exports(test -> Jobs.SECRET, Map.of());
        String unit = exports.training(TEST, 0);

        StepResult result = new ExportStep(
                        context(new FakeEngine(new FakeHarness(container -> Jobs.predictions(Jobs.ROWS)))))
                .run(Map.of(), exports, LIMITS);

        assertThat(result.unit(unit).stop()).isNull();
        assertThat(result.unit(unit).blob()).isEqualTo(FakeHarness.module(FakeHarness.NUMBERS));
    }

    private static List<Frame> ended(String unit, String status) {
        return List.of(Replies.outcome(unit, status));
    }

    /** The first container ends so, after it said what the lists say; all others do what they should. */
    @SafeVarargs
    private static FakeEngine first(End end, int exitCode, List<Frame>... said) {
        int[] containers = {0};
        FakeHarness harness = new FakeHarness(container -> Jobs.predictions(Jobs.ROWS));
        return new FakeEngine(container -> {
            if (containers[0]++ > 0) {
                return harness.answer(container);
            }
            List<Frame> frames = new ArrayList<>(List.of(Replies.ready()));
            int units = 0;
            for (JsonNode ignored : container.units()) {
                if (units < said.length) {
                    frames.addAll(said[units++]);
                }
            }
            return new Answer(frames, end, exitCode);
        });
    }

    private static StepResult run(FakeEngine engine) throws Exception {
        List<String> units = List.of("e1", "e2", "e3");
        return StepExecutor.run(
                context(engine),
                new StepRequest(
                        "build",
                        "image",
                        LIMITS,
                        units,
                        Set.of(),
                        remaining -> new Plan.Export(
                                List.of(),
                                remaining.stream()
                                        .map(id -> new Plan.ExportUnit(
                                                id, "model:build_model", 1, List.of(), 12, List.of()))
                                        .toList()),
                        List.of(),
                        false),
                false);
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

    private static Map<String, Verdict> verdicts(StepResult result) {
        Map<String, Verdict> verdicts = new TreeMap<>();
        result.units().forEach((id, unit) -> {
            Stop stop = unit.stop();
            if (stop != null) {
                verdicts.put(id, stop.verdict());
            }
        });
        return verdicts;
    }

    private static List<List<String>> units(FakeEngine engine) {
        return engine.containers().stream()
                .map(container -> container.units().stream()
                        .map(unit -> unit.path("id").asText())
                        .toList())
                .toList();
    }
}

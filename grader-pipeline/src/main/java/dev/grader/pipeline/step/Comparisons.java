package dev.grader.pipeline.step;

import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.tensor.Tensor;
import dev.grader.core.verdict.Verdict;
import dev.grader.pipeline.InfrastructureFault;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a test put out, against what the reference put out. */
public final class Comparisons {
    private Comparisons() {}

    /**
     * The measurement of one test.
     *
     * @param probe that ran it, or null for tests of another kind
     */
    public static TestMeasurement measurement(
            TestDefinition test, TestRun run, @Nullable Probe probe, Map<String, Tensor> reference)
            throws InfrastructureFault {
        if (run.stop() != null) {
            return run.measurement(List.of());
        }
        try {
            return switch (test) {
                case TestDefinition.Function ignored -> probed(run, probe, reference);
                case TestDefinition.HandWrittenGradient ignored -> probed(run, probe, reference);
                case TestDefinition.ExportedGradient ignored ->
                    run.measurement(GradientStep.compare(reference, run.tensors()));
                case TestDefinition.Static ignored -> run.measurement(List.of());
                case TestDefinition.Train ignored -> run.measurement(List.of());
                case TestDefinition.Manual ignored -> run.measurement(List.of());
                case TestDefinition.Predict ignored -> run.measurement(List.of());
            };
        } catch (MissingOutputException e) {
            return TestRun.stopped(test.id(), Verdict.NO_OUTPUT, "not all results came out", run.output())
                    .measurement(List.of());
        } catch (IllegalStateException e) {
            throw new InfrastructureFault("test '" + test.id() + "' cannot be compared: " + e.getMessage());
        }
    }

    private static TestMeasurement probed(TestRun run, @Nullable Probe probe, Map<String, Tensor> reference)
            throws MissingOutputException {
        if (probe == null) {
            throw new IllegalStateException("it was not probed");
        }
        return run.measurement(probe.compare(reference, run.tensors()));
    }
}

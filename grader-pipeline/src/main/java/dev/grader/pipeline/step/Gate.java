package dev.grader.pipeline.step;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.score.EarlyVerdict;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.tensor.Tensor;
import dev.grader.core.verdict.Verdict;
import dev.grader.pipeline.InfrastructureFault;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Says during a job whether a test was passed, for the tests that wait for it. */
@FunctionalInterface
public interface Gate {
    /**
     * Whether the tests that wait for this one may run.
     *
     * @param runs what has been run until now, this test included, by test
     * @param probes that ran some of them
     */
    boolean isPassed(TestDefinition test, Map<String, TestRun> runs, Map<String, Probe> probes)
            throws InfrastructureFault;

    /** The reference's, to which nothing can be compared yet: whatever ran to its end is right. */
    static Gate ofReference() {
        return (test, runs, probes) -> {
            TestRun run = runs.get(test.id());
            return run == null || run.stop() == null;
        };
    }

    /**
     * A submission's: by the verdict that the test will get. What cannot be judged yet holds nobody up.
     *
     * @param reference test id to what the reference put out
     */
    static Gate ofSubmission(
            Suite suite, CalibrationRecord calibration, Function<String, Map<String, Tensor>> reference) {
        Map<String, TestMeasurement> known = new HashMap<>();
        return (test, runs, probes) -> {
            for (TestRun run : runs.values()) {
                String id = run.testId();
                if (!known.containsKey(id)) {
                    known.put(id, Comparisons.measurement(suite.test(id), run, probes.get(id), reference.apply(id)));
                }
            }
            Verdict verdict = EarlyVerdict.of(test.id(), suite, calibration, known.values());
            return verdict == Verdict.PASSED || verdict == Verdict.INFRASTRUCTURE;
        };
    }
}

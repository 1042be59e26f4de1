package dev.grader.core.score;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.suite.Runs;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.verdict.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a record lacks for a suite, so that some tests have to be run before it can be scored by it. */
public final class Unmeasured {
    private Unmeasured() {}

    /**
     * The tests that have to be run: those without a measurement; those that were skipped then and would not be now; and
     * trainings whose mean lies so near to the cut-off that more seeds have to decide. A test that waits for one which is
     * certainly not passed need not be run, nor one that runs after the due date anyway.
     *
     * @param measurement of the tests that are measured as the suite asks for
     * @return ids, empty when the record can be scored
     */
    public static Set<String> of(Suite suite, CalibrationRecord calibration, MeasurementRecord measurement) {
        Map<String, TestMeasurement> measured = new HashMap<>();
        measurement.tests().forEach(test -> measured.put(test.testId(), test));
        Map<String, Verdict> verdicts = new HashMap<>();
        Scorer.score(suite, calibration, measurement)
                .tests()
                .forEach(test -> verdicts.put(test.testId(), test.verdict()));
        Set<String> needed = new TreeSet<>();
        for (TestDefinition test : suite.tests()) {
            if (test.isAutomatic()
                    && !waitsInVain(test, verdicts)
                    && isMissing(test, calibration, measured.get(test.id()))) {
                needed.add(test.id());
            }
        }
        return needed;
    }

    private static boolean waitsInVain(TestDefinition test, Map<String, Verdict> verdicts) {
        return test.common().dependsOn().stream()
                .map(id -> verdicts.getOrDefault(id, Verdict.INFRASTRUCTURE))
                .anyMatch(verdict -> verdict != Verdict.PASSED && verdict != Verdict.INFRASTRUCTURE);
    }

    private static boolean isMissing(
            TestDefinition test, CalibrationRecord calibration, @Nullable TestMeasurement known) {
        if (known == null) {
            return test.common().runs() == Runs.AT_ONCE;
        }
        TestMeasurement.Stop stop = known.stop();
        if (stop != null) {
            return stop.verdict() == Verdict.SKIPPED || stop.verdict() == Verdict.INFRASTRUCTURE;
        }
        return test instanceof TestDefinition.Train train && wantsMoreSeeds(train, calibration, known.evidence());
    }

    private static boolean wantsMoreSeeds(
            TestDefinition.Train test, CalibrationRecord calibration, List<Evidence> evidence) {
        // They were run and left out; the same seeds would end in the same way again.
        boolean leftOut = Of.type(Evidence.Flag.class, evidence)
                .anyMatch(flag -> flag.rule().equals(Evidence.Flag.FURTHER_TRAININGS));
        List<Double> values = Of.type(Evidence.MetricValue.class, evidence)
                .map(Evidence.MetricValue::value)
                .toList();
        return !leftOut && SeedPlan.more(test, calibration, values) > 0;
    }
}

package dev.grader.pipeline.step;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.score.SeedPlan;
import dev.grader.core.suite.TestDefinition;
import java.util.List;

/** How many trainings a test gets. */
@FunctionalInterface
public interface SeedChoice {
    /**
     * How many more to run.
     *
     * @param values the metric of each training until now
     */
    int more(TestDefinition.Train test, List<Double> values);

    /** The reference's, at calibration. */
    static SeedChoice ofReference() {
        return (test, values) -> Math.max(0, test.recipe().referenceSeeds() - values.size());
    }

    /** A submission's: more near to the cut-off. */
    static SeedChoice ofSubmission(CalibrationRecord calibration) {
        return (test, values) -> SeedPlan.more(test, calibration, values);
    }
}

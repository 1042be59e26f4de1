package dev.grader.core.score;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.suite.Common;
import dev.grader.core.suite.CutOff;
import dev.grader.core.suite.Limits;
import dev.grader.core.suite.Loss;
import dev.grader.core.suite.Metric;
import dev.grader.core.suite.OptimizerSettings;
import dev.grader.core.suite.Recipe;
import dev.grader.core.suite.Target;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.Visibility;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A training test and calibrations for it. */
final class Trainings {
    static final String ID = "train";

    private Trainings() {}

    static TestDefinition.Train test(CutOff cutOff) {
        return test(cutOff, Visibility.VISIBLE);
    }

    static TestDefinition.Train test(CutOff cutOff, Visibility visibility) {
        Common common = new Common(
                ID,
                "Training",
                BigDecimal.TEN,
                visibility,
                List.of(),
                Limits.DEFAULT,
                Optional.of("Look at the loss."));
        Recipe recipe = new Recipe(8, 64, Loss.CROSS_ENTROPY, new OptimizerSettings.Sgd(0.1, 0, false, 0), 1, 3, 10, 0);
        return new TestDefinition.Train(
                common, new Target("model", "build_model"), "digits", recipe, Metric.ACCURACY, cutOff);
    }

    static CalibrationRecord calibration(int examples, List<Double> metrics) {
        return new CalibrationRecord(
                1,
                new UUID(0, 1),
                1,
                "suite",
                Map.of(),
                "cpu-amd64-avx2",
                Map.of(ID, metrics),
                Map.of(ID, examples),
                "outputs",
                List.of());
    }
}

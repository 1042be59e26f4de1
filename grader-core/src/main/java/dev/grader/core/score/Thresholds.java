package dev.grader.core.score;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.suite.TestDefinition;
import java.util.Optional;
import java.util.OptionalDouble;

/** The numbers that a test is decided by, for whoever asks how near a decision was. */
public final class Thresholds {
    private Thresholds() {}

    /**
     * The cut-off of a measured metric; empty for a test that has none.
     *
     * @param seeds how many trainings of the student the mean is taken over
     * @throws IllegalStateException when the calibration lacks what the test needs
     */
    public static Optional<AppliedCutOff> cutOff(TestDefinition test, CalibrationRecord calibration, int seeds) {
        return test instanceof TestDefinition.Measured measured
                ? Optional.of(CutOffs.of(measured, calibration, seeds))
                : Optional.empty();
    }

    /** How many trainings of a submission a test begins with; 0 for a test without any. */
    public static int seeds(TestDefinition test) {
        return test instanceof TestDefinition.Train train ? train.recipe().studentSeeds() : 0;
    }

    /** The largest accepted error of a comparison; empty for a test that compares nothing. */
    public static OptionalDouble tolerance(TestDefinition test, Evidence.Comparison comparison) {
        return switch (test) {
            case TestDefinition.Function function -> OptionalDouble.of(FunctionJudge.tolerance(function, comparison));
            case TestDefinition.HandWrittenGradient gradient ->
                OptionalDouble.of(HandWrittenGradientJudge.tolerance(gradient, comparison.judge()));
            case TestDefinition.ExportedGradient gradient -> OptionalDouble.of(gradient.tolerance());
            case TestDefinition.Static ignored -> OptionalDouble.empty();
            case TestDefinition.Train ignored -> OptionalDouble.empty();
            case TestDefinition.Predict ignored -> OptionalDouble.empty();
            case TestDefinition.Manual ignored -> OptionalDouble.empty();
        };
    }
}

package dev.grader.pipeline;

import dev.grader.core.job.JobKind;
import dev.grader.core.job.Lease;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.suite.Capability;
import dev.grader.core.suite.Common;
import dev.grader.core.suite.CutOff;
import dev.grader.core.suite.DataFile;
import dev.grader.core.suite.DataSet;
import dev.grader.core.suite.Limits;
import dev.grader.core.suite.Loss;
import dev.grader.core.suite.Metric;
import dev.grader.core.suite.OptimizerSettings;
import dev.grader.core.suite.Recipe;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.core.suite.Target;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.Visibility;
import dev.grader.core.tensor.Npy;
import dev.grader.core.tensor.Tensor;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Small suites and jobs on them. */
@SuppressWarnings("NullAway") // does not see that the array in JobInput may be null
public final class Jobs {
    public static final long SECRET = 4711;
    /** Rows of the hidden split. */
    public static final int ROWS = 10;

    public static final Tensor TEST_LABELS = Tensor.ofLongs(List.of(10L), 0, 1, 1, 0, 1, 0, 0, 0, 1, 1);
    /** As stored; containers get a tenth. */
    public static final Tensor TEST_INPUTS = inputs(ROWS, 700);

    private static final Tensor TRAIN_INPUTS = inputs(6, 0);
    private static final Tensor TRAIN_LABELS = Tensor.ofLongs(List.of(6L), 1, 1, 0, 0, 1, 0);
    private static final double SCALE = 0.1;
    private static final Map<String, String> IMAGES = Map.of("python-torch", "image/python", "djl", "image/djl");

    private Jobs() {}

    private static DataSet.Split split(String inputs, String labels) {
        return new DataSet.Split(new DataFile.Bundled(inputs), new DataFile.Bundled(labels));
    }

    private static Tensor inputs(int rows, int first) {
        float[] values = new float[rows * 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = first + i;
        }
        return Tensor.ofFloats(List.of((long) rows, 2L), values);
    }

    /** The hidden inputs as a model sees them. */
    public static Tensor scaledTestInputs() {
        double[] values = TEST_INPUTS.toDoubles();
        float[] scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = (float) (values[i] * SCALE);
        }
        return Tensor.ofFloats(TEST_INPUTS.shape(), scaled);
    }

    /** Predictions that are right in so many rows. */
    public static Tensor predictions(int right) {
        double[] labels = TEST_LABELS.toDoubles();
        float[] scores = new float[ROWS * 2];
        for (int row = 0; row < ROWS; row++) {
            int label = (int) labels[row];
            scores[row * 2 + (row < right ? label : 1 - label)] = 1;
        }
        return Tensor.ofFloats(List.of((long) ROWS, 2L), scores);
    }

    public static Common common(String id, Visibility visibility, String... dependsOn) {
        return new Common(
                id,
                "Title of " + id,
                BigDecimal.TEN,
                visibility,
                List.of(dependsOn),
                new Limits(10, 12, 256, 64, 32, 4),
                Optional.of("Hint for " + id));
    }

    /** A test with 3 trainings of a submission and 10 of the reference. */
    public static TestDefinition.Train train(Common common) {
        return new TestDefinition.Train(
                common,
                new Target("model", "build_model"),
                "digits",
                new Recipe(2, 4, Loss.CROSS_ENTROPY, new OptimizerSettings.Sgd(0.1, 0, false, 0), 1, 3, 10, 0),
                Metric.ACCURACY,
                new CutOff.RelativeToReference(0.02, 0.3));
    }

    public static SuiteBundle bundle(TestDefinition... tests) {
        Suite suite = new Suite(
                "suite",
                "Suite",
                "python-torch",
                Set.of(Capability.CPU),
                BigDecimal.ONE,
                List.of("model.py"),
                5,
                Map.of(
                        "digits",
                        new DataSet(
                                Optional.of(split("data/train-x.npy", "data/train-y.npy")),
                                split("data/test-x.npy", "data/test-y.npy"),
                                List.of(2L),
                                SCALE)),
                List.of(tests),
                List.of());
        return new SuiteBundle(
                "suite-digest",
                suite,
                Map.of(
                        "data/train-x.npy", Npy.write(TRAIN_INPUTS),
                        "data/train-y.npy", Npy.write(TRAIN_LABELS),
                        "data/test-x.npy", Npy.write(TEST_INPUTS),
                        "data/test-y.npy", Npy.write(TEST_LABELS),
                        "fixtures/reference/model.py", "reference = True".getBytes(StandardCharsets.UTF_8)));
    }

    /** A calibration whose reference always had the same accuracy. */
    public static CalibrationRecord calibration(String testId, double accuracy) {
        return new CalibrationRecord(
                1,
                new UUID(0, 1),
                1,
                "suite-digest",
                Map.of(),
                "test",
                Map.of(testId, Collections.nCopies(10, accuracy)),
                Map.of(testId, ROWS),
                "outputs",
                List.of());
    }

    public static JobInput calibrate(SuiteBundle bundle) {
        return input(new JobKind.Calibrate(), bundle, null, null);
    }

    public static JobInput grade(
            SuiteBundle bundle, @Nullable CalibrationRecord calibration, byte @Nullable [] referenceOutputs) {
        return input(new JobKind.Grade("digest"), bundle, calibration, referenceOutputs);
    }

    /** Some tests of a submission. */
    public static JobInput rerun(
            SuiteBundle bundle, CalibrationRecord calibration, byte[] referenceOutputs, String... tests) {
        return input(new JobKind.RerunStep("digest", List.of(tests)), bundle, calibration, referenceOutputs);
    }

    private static JobInput input(
            JobKind kind,
            SuiteBundle bundle,
            @Nullable CalibrationRecord calibration,
            byte @Nullable [] referenceOutputs) {
        return new JobInput(
                new Lease(new UUID(0, 7), 3, kind, Instant.MAX, 20, bundle.digest(), calibration, SECRET),
                bundle,
                Map.of("model.py", "student = True".getBytes(StandardCharsets.UTF_8)),
                referenceOutputs,
                IMAGES);
    }
}

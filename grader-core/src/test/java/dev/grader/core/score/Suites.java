package dev.grader.core.score;

import dev.grader.core.compare.TensorComparison;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.suite.Capability;
import dev.grader.core.suite.Common;
import dev.grader.core.suite.Construction;
import dev.grader.core.suite.Framework;
import dev.grader.core.suite.GradientPlace;
import dev.grader.core.suite.Limits;
import dev.grader.core.suite.ResultPath;
import dev.grader.core.suite.RubricItem;
import dev.grader.core.suite.Runs;
import dev.grader.core.suite.Step;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.Target;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.suite.Tolerances;
import dev.grader.core.suite.Visibility;
import dev.grader.core.tensor.Tensor;
import dev.grader.core.verdict.Verdict;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Small suites and records of what was measured. */
final class Suites {
    static final CalibrationRecord CALIBRATION = Trainings.calibration(360, Collections.nCopies(10, 0.96));

    private Suites() {}

    static Suite of(TestDefinition... tests) {
        return new Suite(
                "suite",
                "Suite",
                "python-torch",
                Set.of(Capability.CPU),
                new BigDecimal("0.5"),
                List.of("model.py"),
                5,
                Map.of(),
                List.of(tests),
                List.of());
    }

    static Common common(String id, String points, Visibility visibility, String... dependsOn) {
        return new Common(
                id,
                "Title of " + id,
                new BigDecimal(points),
                visibility,
                List.of(dependsOn),
                Limits.DEFAULT,
                Optional.of("Think."));
    }

    static Common extraCredit(String id, String points) {
        return new Common(
                id,
                "Title of " + id,
                new BigDecimal(points),
                Visibility.VISIBLE,
                List.of(),
                Limits.DEFAULT,
                Optional.empty(),
                true,
                Runs.AT_ONCE);
    }

    static Common afterDueDate(String id, String points, String... dependsOn) {
        return new Common(
                id,
                "Title of " + id,
                new BigDecimal(points),
                Visibility.HIDDEN,
                List.of(dependsOn),
                Limits.DEFAULT,
                Optional.empty(),
                false,
                Runs.AFTER_DUE_DATE);
    }

    static TestDefinition.Manual manual(String id, String... points) {
        List<RubricItem> items = IntStream.range(0, points.length)
                .mapToObj(i -> new RubricItem("item-" + (i + 1), "Item " + (i + 1), new BigDecimal(points[i]), ""))
                .toList();
        BigDecimal sum = items.stream().map(RubricItem::points).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new TestDefinition.Manual(common(id, sum.toPlainString(), Visibility.VISIBLE), items);
    }

    static TestDefinition.Static rules(Common common) {
        return statics(common, List.of("torchvision"), Optional.empty(), Optional.empty());
    }

    static TestDefinition.Static size(Common common, long atLeast, long atMost) {
        return statics(
                common,
                List.of(),
                Optional.of(new TestDefinition.StoredNumbers(new Target("model", "build_model"), atLeast, atMost)),
                Optional.empty());
    }

    static TestDefinition.Static parameters(Common common, TestDefinition.Parameters parameters) {
        return statics(common, List.of(), Optional.empty(), Optional.of(parameters));
    }

    private static TestDefinition.Static statics(
            Common common,
            List<String> imports,
            Optional<TestDefinition.StoredNumbers> storedNumbers,
            Optional<TestDefinition.Parameters> parameters) {
        return new TestDefinition.Static(
                common,
                new TestDefinition.FileRules(List.of(), List.of()),
                new TestDefinition.SourceNames(imports, List.of()),
                new TestDefinition.SourceNames(List.of(), List.of()),
                storedNumbers,
                parameters,
                Optional.empty());
    }

    static TestDefinition.Function function(Common common, int cases) {
        return new TestDefinition.Function(
                common,
                Framework.TORCH,
                Collections.nCopies(cases, List.of(forward(List.of(ResultPath.WHOLE)))),
                Optional.empty(),
                Tolerances.of(1e-4));
    }

    static TestDefinition.HandWrittenGradient gradient(Common common, int arguments, double ownForwardShare) {
        return new TestDefinition.HandWrittenGradient(
                common,
                Framework.NUMPY,
                List.of(forward(List.of())),
                "forward",
                ResultPath.of(0),
                false,
                IntStream.range(0, arguments)
                        .mapToObj(position -> new GradientPlace(
                                "forward",
                                GradientPlace.Where.ARGUMENT,
                                ResultPath.of(position),
                                "backward",
                                ResultPath.of(position)))
                        .toList(),
                1e-6,
                1e-4,
                1e-5,
                20,
                ownForwardShare);
    }

    private static Step forward(List<ResultPath> compare) {
        return Step.of("forward", new Step.Action.Call(new Target("model", "forward")), List.of(), compare);
    }

    static TestDefinition.ExportedGradient exported(Common common) {
        return new TestDefinition.ExportedGradient(
                common, new Target("model", "Layer"), new Construction(List.of(), Map.of()), List.of(), 1e-3);
    }

    static Evidence compared(String name, Tensor judge, Tensor actual) {
        return new Evidence.Comparison(name, Evidence.Judge.REFERENCE, TensorComparison.compare(judge, actual));
    }

    static Evidence differences(String name, Tensor judge, Tensor actual) {
        return new Evidence.Comparison(
                name, Evidence.Judge.CENTRAL_DIFFERENCES, TensorComparison.compare(judge, actual));
    }

    static Tensor vector(double... values) {
        return Tensor.ofDoubles(List.of((long) values.length), values);
    }

    static TestMeasurement measured(String id, Evidence... evidence) {
        return new TestMeasurement(id, null, List.of(evidence), "");
    }

    static TestMeasurement stopped(String id, Verdict verdict, String message, Evidence... evidence) {
        return new TestMeasurement(
                id, new TestMeasurement.Stop(verdict, message, "secret detail"), List.of(evidence), "");
    }

    static ScoreSheet score(Suite suite, TestMeasurement... measurements) {
        return Scorer.score(suite, CALIBRATION, record(MeasurementRecord.VERSION, measurements));
    }

    static MeasurementRecord record(int version, TestMeasurement... measurements) {
        return new MeasurementRecord(
                version, new UUID(0, 2), 1, "suite", Map.of(), "cpu-amd64-avx2", List.of(measurements), List.of(), 1);
    }
}

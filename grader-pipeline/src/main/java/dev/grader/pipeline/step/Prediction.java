package dev.grader.pipeline.step;

import dev.grader.core.artifact.HiddenRows;
import dev.grader.core.artifact.PredictionsFile;
import dev.grader.core.artifact.Safetensors;
import dev.grader.core.artifact.TorchFile;
import dev.grader.core.artifact.UnreadableArtifactException;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.TestMeasurement.Stop;
import dev.grader.core.score.Measured;
import dev.grader.core.score.MetricException;
import dev.grader.core.score.Metrics;
import dev.grader.core.suite.Artifact;
import dev.grader.core.suite.Seeds;
import dev.grader.core.suite.TestDefinition;
import dev.grader.core.tensor.Npy;
import dev.grader.core.tensor.Tensor;
import dev.grader.core.verdict.Verdict;
import dev.grader.pipeline.InfrastructureFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One {@code predict} test: what was handed in becomes predictions, and these a metric outside of every container. */
final class Prediction {
    private final JobContext context;
    private final TestDefinition.Predict test;
    private final Architectures architectures;
    private final SplitData data;
    private final Tensor labels;
    /** The hidden rows as a model gets them. */
    private final StoredRows rows;
    /** Which of the split's rows each of them is; empty where they come in its order. */
    private final int[] order;

    Prediction(JobContext context, TestDefinition.Predict test, Architectures architectures)
            throws InfrastructureFault {
        this.context = context;
        this.test = test;
        this.architectures = architectures;
        this.data = SplitData.of(test, context.input());
        this.labels = data.testLabels();
        StoredRows stored = data.testInputs();
        long salt = Seeds.salt(context.input().lease().secret(test.id()), test.common());
        if (salt != 0) {
            // Where students do not see the values, answers by position are worthless.
            order = TensorRows.draw(stored.rows(), stored.rows(), salt);
            rows = stored.take(order);
        } else {
            order = new int[0];
            rows = stored;
        }
    }

    /** Predictions, or why there are none. */
    private record Predicted(
            @Nullable Tensor predictions, @Nullable Stop stop) {
        static Predicted stopped(Verdict verdict, String message) {
            return new Predicted(null, new Stop(verdict, message, message));
        }
    }

    TestRun run() throws InterruptedException, InfrastructureFault {
        for (int i = 0; i < test.artifacts().size(); i++) {
            Artifact artifact = test.artifacts().get(i);
            byte[] content = context.input().submission().get(artifact.file());
            if (content != null) {
                return judged(artifact, predicted(artifact, i, content));
            }
        }
        String message = MissingArtifact.message(
                test.artifacts(), context.input().submission().keySet());
        return TestRun.stopped(test.id(), Verdict.STUDENT_ERROR, message, "");
    }

    private Predicted predicted(Artifact artifact, int index, byte[] content)
            throws InterruptedException, InfrastructureFault {
        try {
            return switch (artifact) {
                case Artifact.Predictions form ->
                    new Predicted(
                            MetricInputs.ofFile(
                                    test.metric(),
                                    form.file(),
                                    PredictionsFile.read(content, form, rows(form)),
                                    labels),
                            null);
                case Artifact.TorchScript script -> {
                    TorchFile.requireTorchScript(script.file(), content);
                    yield script(content);
                }
                case Artifact.Safetensors weights ->
                    output(new ArtifactStep(context, test)
                            .weights(
                                    architectures.module(test, index),
                                    Safetensors.read(weights.file(), content),
                                    rows));
            };
        } catch (UnreadableArtifactException unreadable) {
            return Predicted.stopped(Verdict.STUDENT_ERROR, String.valueOf(unreadable.getMessage()));
        }
    }

    private HiddenRows rows(Artifact.Predictions form) {
        if (form.ids().isEmpty()) {
            return HiddenRows.counted(
                    form.firstId(), Math.toIntExact(labels.shape().getFirst()));
        }
        double[] ids = Npy.read(context.input().bundle().file(form.ids().get())).toDoubles();
        long[] whole = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            whole[i] = (long) ids[i];
        }
        return HiddenRows.of(whole);
    }

    /** Where it fails on hidden inputs, it is tried on zeros, since only words about these may be shown. */
    private Predicted script(byte[] model) throws InterruptedException, InfrastructureFault {
        ArtifactStep step = new ArtifactStep(context, test);
        UnitResult hidden = step.hidden(model, rows);
        Stop stop = hidden.stop();
        if (stop == null || stop.verdict() != Verdict.STUDENT_ERROR) {
            return output(hidden);
        }
        long batch = Math.min(labels.shape().getFirst(), test.batchSize());
        Stop shown = step.dry(model, data.zeros(batch)).stop();
        return new Predicted(null, shown == null ? stop : shown);
    }

    private Predicted output(UnitResult evaluated) {
        Tensor predictions = evaluated.tensors().get(EvaluateStep.PREDICTIONS);
        if (evaluated.stop() != null) {
            return new Predicted(null, evaluated.stop());
        }
        if (predictions == null) {
            return Predicted.stopped(Verdict.NO_OUTPUT, "no predictions came out");
        }
        return new Predicted(inOrder(predictions), null);
    }

    /** The predictions in the order of the split's labels; of another number of rows, as they are. */
    private Tensor inOrder(Tensor predictions) {
        List<Long> shape = predictions.shape();
        if (order.length == 0 || shape.isEmpty() || shape.getFirst() != order.length) {
            return predictions;
        }
        int[] places = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            places[order[i]] = i;
        }
        return TensorRows.take(predictions, places);
    }

    private TestRun judged(Artifact artifact, Predicted predicted) {
        Tensor predictions = predicted.predictions();
        if (predictions == null) {
            return new TestRun(test.id(), predicted.stop(), Map.of(), List.of(), "");
        }
        try {
            Measured measured = Metrics.measure(test.metric(), predictions, labels);
            List<Evidence> evidence = new ArrayList<>();
            evidence.add(new Evidence.MetricValue(
                    0, measured.value(), measured.examples(), measured.standardError(), List.of()));
            if (test.artifacts().size() > 1) {
                evidence.add(new Evidence.Note("judged: " + artifact.file()));
            }
            return new TestRun(test.id(), null, Map.of(), evidence, "");
        } catch (MetricException unfit) {
            return TestRun.stopped(
                    test.id(),
                    unfit.reason() == MetricException.Reason.SHAPE ? Verdict.STUDENT_ERROR : Verdict.NOT_FINITE,
                    artifact.file() + ": " + unfit.getMessage(),
                    "");
        }
    }
}

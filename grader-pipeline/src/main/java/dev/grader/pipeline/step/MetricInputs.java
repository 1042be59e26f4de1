package dev.grader.pipeline.step;

import dev.grader.core.artifact.UnreadableArtifactException;
import dev.grader.core.suite.Metric;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** The numbers of a file of predictions in the form that metrics take. */
final class MetricInputs {
    private MetricInputs() {}

    /**
     * Where a file names one class per row, that class gets the score 1 and all others 0.
     *
     * @param file its name, for messages
     * @param predictions {@code [rows, numbers per row]}
     */
    static Tensor ofFile(Metric metric, String file, Tensor predictions, Tensor labels)
            throws UnreadableArtifactException {
        boolean single = predictions.shape().get(1) == 1;
        return switch (metric.name()) {
            case ACCURACY, TOP_K, MACRO_F1 -> single ? scores(file, predictions.toDoubles(), labels) : predictions;
            case AUROC, LOG_LOSS, PERPLEXITY -> predictions;
            case MSE, MAE, R2 ->
                predictions.elements() == labels.elements()
                        ? new Tensor(predictions.type(), labels.shape(), predictions.data())
                        : predictions;
        };
    }

    private static Tensor scores(String file, double[] named, Tensor labels) throws UnreadableArtifactException {
        int classes = (int) Arrays.stream(labels.toDoubles()).max().orElse(0) + 1;
        int bytes = ElementType.FLOAT32.bytes();
        ByteBuffer scores = ByteBuffer.allocate(Math.multiplyExact(Math.multiplyExact(named.length, classes), bytes))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < named.length; row++) {
            if (named[row] != Math.rint(named[row]) || named[row] < 0) {
                throw new UnreadableArtifactException(
                        file + ": the prediction " + named[row] + " is no class; classes are whole numbers from 0");
            }
            // A class that does not occur gets no score: the row is wrong, and nothing is said of how many there are.
            if (named[row] < classes) {
                scores.putFloat((row * classes + (int) named[row]) * bytes, 1);
            }
        }
        return new Tensor(ElementType.FLOAT32, List.of((long) named.length, (long) classes), scores.array());
    }
}

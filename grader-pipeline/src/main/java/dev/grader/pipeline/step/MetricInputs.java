package dev.grader.pipeline.step;

import dev.grader.core.artifact.UnreadableArtifactException;
import dev.grader.core.score.Metrics;
import dev.grader.core.suite.Metric;
import dev.grader.core.tensor.ElementType;
import dev.grader.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Predictions in the form that metrics take. */
final class MetricInputs {
    private MetricInputs() {}

    /**
     * From what a file holds: where it names one class per row, that class gets the score 1 and all others 0.
     *
     * @param predictions {@code [rows, numbers per row]}
     */
    static Tensor ofFile(Metric metric, String file, Tensor predictions, Tensor labels)
            throws UnreadableArtifactException {
        boolean named = switch (metric) {
            case ACCURACY -> true;
        };
        return named && predictions.shape().get(1) == 1 ? scores(file, predictions.toDoubles(), labels) : predictions;
    }

    private static Tensor scores(String file, double[] named, Tensor labels) throws UnreadableArtifactException {
        int classes = (int) Arrays.stream(labels.toDoubles()).max().orElse(0) + 1;
        ByteBuffer scores = ByteBuffer.allocate(Math.multiplyExact(named.length * classes, ElementType.FLOAT32.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < named.length; row++) {
            if (named[row] != Math.rint(named[row]) || named[row] < 0) {
                throw new UnreadableArtifactException(
                        file + ": the prediction " + named[row] + " is no class; classes are whole numbers from 0");
            }
            // A class that does not occur gets no score: the row is wrong, and nothing is said of how many there are.
            if (named[row] < classes) {
                scores.putFloat((row * classes + (int) named[row]) * ElementType.FLOAT32.bytes(), 1);
            }
        }
        return new Tensor(ElementType.FLOAT32, List.of((long) named.length, (long) classes), scores.array());
    }

    /**
     * The metric.
     *
     * @throws IllegalArgumentException when the predictions have not the shape that it needs
     */
    static double value(Metric metric, Tensor predictions, Tensor labels) {
        return switch (metric) {
            case ACCURACY -> Metrics.accuracy(predictions, labels);
        };
    }
}

package dev.grader.core.score;

import dev.grader.core.tensor.Tensor;

/** Metrics that count, computed from predictions and labels outside of every container. */
public final class Metrics {
    private Metrics() {}

    /**
     * Share of rows whose largest output is at the label's place. A row with NaN or infinity in it is wrong, and so is one
     * whose largest output is not unique: a model that answers the same for every class knows nothing.
     *
     * @param predictions {@code [rows, classes]}
     * @param labels {@code [rows]}, integers
     * @throws IllegalArgumentException when the shapes do not fit; the caller decides whose fault that is
     */
    public static double accuracy(Tensor predictions, Tensor labels) {
        if (labels.shape().size() != 1 || labels.type().isFloating()) {
            throw new IllegalArgumentException("labels must be integers of one dimension, not " + labels);
        }
        int rows = labels.elements();
        if (predictions.shape().size() != 2 || predictions.shape().getFirst() != rows) {
            throw new IllegalArgumentException(
                    "predictions must have the shape [" + rows + ", classes], not " + predictions.shape());
        }
        if (rows == 0) {
            throw new IllegalArgumentException("there is no accuracy of no rows");
        }
        int classes = Math.toIntExact(predictions.shape().get(1));
        double[] values = predictions.toDoubles();
        double[] expected = labels.toDoubles();
        int right = 0;
        for (int row = 0; row < rows; row++) {
            int label = (int) expected[row];
            if (label < 0 || label >= classes || label != expected[row]) {
                continue;
            }
            if (isOnlyLargest(values, row * classes, classes, label)) {
                right++;
            }
        }
        return (double) right / rows;
    }

    private static boolean isOnlyLargest(double[] values, int begin, int classes, int label) {
        double atLabel = values[begin + label];
        for (int i = 0; i < classes; i++) {
            double value = values[begin + i];
            if (!Double.isFinite(value) || (i != label && value >= atLabel)) {
                return false;
            }
        }
        return true;
    }
}

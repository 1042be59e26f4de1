package dev.grader.core.score;

import dev.grader.core.score.MetricException.Reason;
import dev.grader.core.tensor.Tensor;
import java.util.List;

/**
 * Numbers against numbers, row by row.
 *
 * @param perRow numbers of a row
 */
@SuppressWarnings("ArrayRecordComponent")
record Regression(double[] predictions, double[] labels, int perRow) {
    /**
     * Of as many numbers in each row; how a row is shaped is no matter.
     *
     * @throws MetricException SHAPE, or VALUES where a prediction is not finite
     */
    static Regression of(Tensor predictions, Tensor labels) throws MetricException {
        List<Long> shape = predictions.shape();
        boolean rows = !shape.isEmpty()
                && !labels.shape().isEmpty()
                && shape.getFirst().equals(labels.shape().getFirst());
        if (!rows || predictions.elements() != labels.elements()) {
            throw new MetricException(
                    Reason.SHAPE,
                    "the model's predictions must have the shape " + labels.shape() + ", they have the shape " + shape);
        }
        double[] values = predictions.toDoubles();
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw notFinite();
            }
        }
        return new Regression(
                values,
                labels.toDoubles(),
                Math.toIntExact(labels.elements() / Math.max(1, labels.shape().getFirst())));
    }

    static MetricException notFinite() {
        return new MetricException(Reason.VALUES, "the model's predictions contain NaN or infinity");
    }

    /** Whether two shapes are the same but for dimensions of size 1 at the end. */
    static boolean sameShape(List<Long> left, List<Long> right) {
        return trimmed(left).equals(trimmed(right));
    }

    private static List<Long> trimmed(List<Long> shape) {
        int end = shape.size();
        while (end > 1 && shape.get(end - 1) == 1) {
            end--;
        }
        return shape.subList(0, end);
    }

    Regression rows(int[] chosen) {
        double[] some = new double[chosen.length * perRow];
        double[] expected = new double[some.length];
        for (int i = 0; i < some.length; i++) {
            int from = chosen[i / perRow] * perRow + i % perRow;
            some[i] = predictions[from];
            expected[i] = labels[from];
        }
        return new Regression(some, expected, perRow);
    }

    double meanSquaredError() {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            double difference = predictions[i] - labels[i];
            sum += difference * difference;
        }
        return sum / labels.length;
    }

    double meanAbsoluteError() {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            sum += Math.abs(predictions[i] - labels[i]);
        }
        return sum / labels.length;
    }

    /** The mean over the outputs of a row; one whose labels are all the same counts 1 where it is met and 0 else. */
    double explainedVariance() {
        int rows = labels.length / perRow;
        double sum = 0;
        for (int output = 0; output < perRow; output++) {
            double mean = 0;
            for (int row = 0; row < rows; row++) {
                mean += labels[row * perRow + output] / rows;
            }
            double residual = 0;
            double total = 0;
            for (int row = 0; row < rows; row++) {
                double label = labels[row * perRow + output];
                residual += Math.pow(label - predictions[row * perRow + output], 2);
                total += Math.pow(label - mean, 2);
            }
            if (total > 0) {
                sum += 1 - residual / total;
            } else {
                sum += residual == 0 ? 1 : 0;
            }
        }
        return sum / perRow;
    }
}

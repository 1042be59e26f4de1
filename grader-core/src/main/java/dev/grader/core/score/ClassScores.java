package dev.grader.core.score;

import dev.grader.core.score.MetricException.Reason;
import dev.grader.core.suite.Metric;
import dev.grader.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores of classes per position, positions in the order of their rows. A row has one position, or several for sequences.
 *
 * @param scores {@code [positions][classes]}
 * @param labels of each position; −1 where there is no such class, which is never right
 * @param perRow positions of a row
 */
@SuppressWarnings("ArrayRecordComponent")
record ClassScores(double[][] scores, int[] labels, int perRow) {
    int classes() {
        return scores.length == 0 ? 0 : scores[0].length;
    }

    /**
     * From predictions {@code (N, C)}, {@code (N, C, T…)} or {@code (N, T…, C)} with labels {@code (N)} or
     * {@code (N, T…)}; one output per label is two classes, of which the second one is what it speaks for.
     *
     * @throws IllegalArgumentException when the labels are no classes, which is the suite author's mistake
     * @throws MetricException SHAPE
     */
    static ClassScores of(Metric metric, Tensor predictions, Tensor labels) throws MetricException {
        if (labels.type().isFloating() && !areClasses(labels)) {
            throw new IllegalArgumentException("labels must be whole numbers, not " + labels);
        }
        double[] expected = labels.toDoubles();
        double[] values = predictions.toDoubles();
        if (Regression.sameShape(predictions.shape(), labels.shape()) && areBinary(expected)) {
            return binary(metric, values, expected, rows(labels));
        }
        int axis = classAxis(metric, predictions.shape(), labels.shape());
        int classes = Math.toIntExact(predictions.shape().get(axis));
        int inner = 1;
        for (long size :
                predictions.shape().subList(axis + 1, predictions.shape().size())) {
            inner *= Math.toIntExact(size);
        }
        double[][] scores = new double[expected.length][classes];
        int[] classOf = new int[expected.length];
        for (int position = 0; position < expected.length; position++) {
            int outer = position / inner;
            for (int i = 0; i < classes; i++) {
                scores[position][i] = values[(outer * classes + i) * inner + position % inner];
            }
            classOf[position] = classOf(expected[position], classes);
        }
        return new ClassScores(scores, classOf, expected.length / Math.max(1, rows(labels)));
    }

    private static ClassScores binary(Metric metric, double[] values, double[] expected, int rows) {
        double[][] scores = new double[values.length][2];
        int[] classOf = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            scores[i][0] = metric.of() == Metric.Of.LOGITS ? 0 : 1 - values[i];
            scores[i][1] = values[i];
            if (!Double.isFinite(values[i])) {
                scores[i][0] = Double.NaN;
            }
            classOf[i] = classOf(expected[i], 2);
        }
        return new ClassScores(scores, classOf, values.length / Math.max(1, rows));
    }

    /** The second axis, as torch has it, unless the metric says otherwise or only the last one fits. */
    private static int classAxis(Metric metric, List<Long> predictions, List<Long> labels) throws MetricException {
        int last = predictions.size() - 1;
        boolean asLast = fits(predictions, labels, last);
        boolean asSecond = last >= 1 && fits(predictions, labels, 1);
        if (asLast && (metric.classesLast() || !asSecond)) {
            return last;
        }
        if (asSecond && !metric.classesLast()) {
            return 1;
        }
        List<Object> wanted = new ArrayList<>(labels);
        wanted.add(metric.classesLast() || labels.size() < 2 ? wanted.size() : 1, "classes");
        throw new MetricException(
                Reason.SHAPE,
                "the model's predictions must have the shape " + wanted + ", they have the shape " + predictions);
    }

    private static boolean fits(List<Long> predictions, List<Long> labels, int axis) {
        if (predictions.size() != labels.size() + 1) {
            return false;
        }
        List<Long> without = new ArrayList<>(predictions);
        without.remove(axis);
        return without.equals(labels);
    }

    private static int classOf(double label, int classes) {
        int whole = (int) label;
        return whole >= 0 && whole < classes && whole == label ? whole : -1;
    }

    private static boolean areBinary(double[] labels) {
        for (double label : labels) {
            if (label != 0 && label != 1) {
                return false;
            }
        }
        return true;
    }

    private static boolean areClasses(Tensor labels) {
        for (double label : labels.toDoubles()) {
            if (label != Math.rint(label)) {
                return false;
            }
        }
        return true;
    }

    private static int rows(Tensor labels) {
        return labels.shape().isEmpty() ? 1 : Math.toIntExact(labels.shape().getFirst());
    }

    /** Some rows of it, for resampling. */
    ClassScores rows(int[] chosen) {
        double[][] some = new double[chosen.length * perRow][];
        int[] classOf = new int[some.length];
        for (int i = 0; i < some.length; i++) {
            int from = chosen[i / perRow] * perRow + i % perRow;
            some[i] = scores[from];
            classOf[i] = labels[from];
        }
        return new ClassScores(some, classOf, perRow);
    }

    /** Natural logarithms of the probabilities; a probability of 0 counts as the least one that a double tells from 0. */
    double[][] logProbabilities(Metric metric) throws MetricException {
        double[][] logs = new double[scores.length][];
        for (int i = 0; i < scores.length; i++) {
            requireFinite(scores[i]);
            logs[i] = metric.of() == Metric.Of.LOGITS ? logSoftmax(scores[i]) : logarithms(scores[i]);
        }
        return logs;
    }

    private static void requireFinite(double[] row) throws MetricException {
        for (double value : row) {
            if (!Double.isFinite(value)) {
                throw Regression.notFinite();
            }
        }
    }

    private static double[] logSoftmax(double[] row) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : row) {
            largest = Math.max(largest, value);
        }
        double sum = 0;
        for (double value : row) {
            sum += Math.exp(value - largest);
        }
        double[] logs = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            logs[i] = row[i] - largest - Math.log(sum);
        }
        return logs;
    }

    /** As scikit-learn clips them. Whoever could give each class a probability of 1 would have no loss at all. */
    private static double[] logarithms(double[] row) throws MetricException {
        double sum = 0;
        double[] logs = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            if (row[i] < -1e-6 || row[i] > 1 + 1e-6) {
                throw noProbabilities();
            }
            sum += row[i];
            logs[i] = Math.log(Math.min(1, Math.max(Math.ulp(1.0), row[i])));
        }
        if (Math.abs(sum - 1) > 1e-3) {
            throw noProbabilities();
        }
        return logs;
    }

    private static MetricException noProbabilities() {
        return new MetricException(
                Reason.VALUES,
                "the model's predictions must be probabilities: from 0 to 1, and 1 in sum over the classes");
    }
}

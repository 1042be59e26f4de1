package dev.grader.core.score;

import dev.grader.core.suite.Metric;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Metrics of class scores. A position with NaN or infinity in it is wrong, and so is a tie: who answers the same for every class knows nothing. */
final class Classification {
    private Classification() {}

    /** Share of positions whose label is among the k largest scores; of equal scores the label's is the smallest. */
    static double topK(ClassScores data, int k) {
        int right = 0;
        for (int i = 0; i < data.labels().length; i++) {
            right += isAmong(data.scores()[i], data.labels()[i], k) ? 1 : 0;
        }
        return (double) right / data.labels().length;
    }

    private static boolean isAmong(double[] row, int label, int k) {
        if (label < 0) {
            return false;
        }
        int notSmaller = 0;
        for (int i = 0; i < row.length; i++) {
            if (!Double.isFinite(row[i])) {
                return false;
            }
            notSmaller += i != label && row[i] >= row[label] ? 1 : 0;
        }
        return notSmaller < k;
    }

    /** Over the classes that are among the labels or the answers, as scikit-learn's {@code average="macro"}. */
    static double macroF1(ClassScores data) {
        int classes = data.classes();
        int[] hits = new int[classes];
        int[] answers = new int[classes];
        int[] labels = new int[classes];
        for (int i = 0; i < data.labels().length; i++) {
            int answer = answer(data.scores()[i]);
            int label = data.labels()[i];
            if (answer >= 0) {
                answers[answer]++;
            }
            if (label >= 0) {
                labels[label]++;
            }
            if (answer >= 0 && answer == label) {
                hits[answer]++;
            }
        }
        double sum = 0;
        int seen = 0;
        for (int i = 0; i < classes; i++) {
            if (answers[i] + labels[i] > 0) {
                sum += 2.0 * hits[i] / (answers[i] + labels[i]);
                seen++;
            }
        }
        // A label beyond the model's classes is a class of its own that is never found.
        long beyond = Arrays.stream(data.labels()).filter(label -> label < 0).count() > 0 ? 1 : 0;
        return seen == 0 ? 0 : sum / (seen + beyond);
    }

    /** The only largest, or −1. */
    private static int answer(double[] row) {
        for (int i = 0; i < row.length; i++) {
            if (isAmong(row, i, 1)) {
                return i;
            }
        }
        return -1;
    }

    /** Two classes: of the second one. More: the mean over those classes that have both other rows and rows of their own. */
    static double auroc(Metric metric, ClassScores data) throws MetricException {
        double[][] odds = logOdds(data.logProbabilities(metric));
        for (double[] row : odds) {
            for (double value : row) {
                if (Double.isNaN(value)) {
                    throw new MetricException(
                            MetricException.Reason.VALUES, "the model's predictions are too large to be compared");
                }
            }
        }
        if (data.classes() == 2) {
            return auroc(odds, data.labels(), 1);
        }
        double sum = 0;
        int seen = 0;
        for (int i = 0; i < data.classes(); i++) {
            double area = auroc(odds, data.labels(), i);
            if (Double.isFinite(area)) {
                sum += area;
                seen++;
            }
        }
        return seen == 0 ? Double.NaN : sum / seen;
    }

    /**
     * Of each class against all others, from logarithms of probabilities. They rank rows as probabilities do, but do not come
     * together at 1: two logits that are 50 and 60 apart have the same probability in double precision.
     */
    private static double[][] logOdds(double[][] logs) {
        double[][] odds = new double[logs.length][];
        for (int row = 0; row < logs.length; row++) {
            odds[row] = new double[logs[row].length];
            for (int i = 0; i < odds[row].length; i++) {
                // in single precision, so that rounding in the sum of the others does not part what is a tie
                odds[row][i] = (float) (logs[row][i] - logOfSumBut(logs[row], i));
            }
        }
        return odds;
    }

    private static double logOfSumBut(double[] logs, int left) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logs.length; i++) {
            largest = i == left ? largest : Math.max(largest, logs[i]);
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            return largest;
        }
        double sum = 0;
        for (int i = 0; i < logs.length; i++) {
            sum += i == left ? 0 : Math.exp(logs[i] - largest);
        }
        return largest + Math.log(sum);
    }

    /** By ranks, equal scores sharing theirs; NaN where all rows are, or none is, of the class. */
    private static double auroc(double[][] scores, int[] labels, int positive) {
        Integer[] order = IntStream.range(0, labels.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> scores[i][positive]));
        double ranks = 0;
        long positives = 0;
        for (int begin = 0; begin < order.length; ) {
            int end = begin + 1;
            while (end < order.length && scores[order[end]][positive] == scores[order[begin]][positive]) {
                end++;
            }
            for (int i = begin; i < end; i++) {
                if (labels[order[i]] == positive) {
                    ranks += (begin + 1 + end) / 2.0;
                    positives++;
                }
            }
            begin = end;
        }
        long negatives = order.length - positives;
        if (positives == 0 || negatives == 0) {
            return Double.NaN;
        }
        return (ranks - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }

    /** Mean negative logarithm of the label's probability. */
    static double logLoss(Metric metric, ClassScores data) throws MetricException {
        double[][] logs = data.logProbabilities(metric);
        double sum = 0;
        for (int i = 0; i < logs.length; i++) {
            if (data.labels()[i] < 0) {
                throw new MetricException(
                        MetricException.Reason.SHAPE,
                        "the model's predictions have " + data.classes()
                                + " classes, and there are labels beyond them");
            }
            sum -= logs[i][data.labels()[i]];
        }
        return sum / logs.length;
    }
}

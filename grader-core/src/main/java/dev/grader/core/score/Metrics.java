package dev.grader.core.score;

import dev.grader.core.suite.Metric;
import dev.grader.core.tensor.Tensor;
import java.util.stream.IntStream;

/** Metrics that count, computed from predictions and labels outside of every container. */
public final class Metrics {
    /** Of the jackknife: enough for an error that is known to a sixth of itself. */
    private static final int GROUPS = 20;

    /** e to the power of it is a number yet. */
    private static final double LARGEST_LOG = 700;

    private Metrics() {}

    /**
     * A metric with its standard error, for anything but a plain share by leaving out one of 20 groups of rows at a time.
     *
     * @param predictions one row per label row; {@code (N, C)}, {@code (N, C, T)} or {@code (N, T, C)} for classes, for two
     *     classes also {@code (N)} or {@code (N, 1)}; the labels' shape for numbers
     * @param labels one row each
     * @throws MetricException when the predictions have another shape, are not finite, are no probabilities, or are so large
     *     that the metric overflows
     * @throws IllegalArgumentException when the labels do not fit the metric: the suite author's mistake
     */
    public static Measured measure(Metric metric, Tensor predictions, Tensor labels) throws MetricException {
        int rows = labels.shape().isEmpty() ? 0 : Math.toIntExact(labels.shape().getFirst());
        if (rows == 0 || labels.elements() == 0) {
            throw new IllegalArgumentException("there is no " + metric.words() + " of no rows");
        }
        Sample sample = sample(metric, predictions, labels);
        double value = sample.value(metric);
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("the labels of the hidden split have only one class");
        }
        if (Double.isInfinite(value)) {
            throw new MetricException(
                    MetricException.Reason.VALUES,
                    "the model's predictions are so large that the " + metric.words() + " has no finite value");
        }
        boolean share = metric.name() == Metric.Name.ACCURACY || metric.name() == Metric.Name.TOP_K;
        // Positions of a sequence are not independent; rows are.
        double error = share && labels.elements() == rows
                ? Math.sqrt(value * (1 - value) / rows)
                : standardError(metric, sample, rows);
        return new Measured(value, error, rows);
    }

    /** Accuracy of predictions {@code [rows, classes]}. */
    public static double accuracy(Tensor predictions, Tensor labels) throws MetricException {
        return measure(Metric.ACCURACY, predictions, labels).value();
    }

    private static Sample sample(Metric metric, Tensor predictions, Tensor labels) throws MetricException {
        return switch (metric.name()) {
            case ACCURACY, TOP_K, MACRO_F1, AUROC, LOG_LOSS, PERPLEXITY ->
                new OfClasses(ClassScores.of(metric, predictions, labels));
            case MSE, MAE, R2 -> new OfNumbers(Regression.of(predictions, labels));
        };
    }

    /** Rows of a split, of which some can be taken. */
    private sealed interface Sample {
        double value(Metric metric) throws MetricException;

        Sample rows(int[] chosen);
    }

    private record OfClasses(ClassScores data) implements Sample {
        @Override
        public double value(Metric metric) throws MetricException {
            return switch (metric.name()) {
                case ACCURACY -> Classification.topK(data, 1);
                case TOP_K -> Classification.topK(data, metric.k());
                case MACRO_F1 -> Classification.macroF1(data);
                case AUROC -> Classification.auroc(metric, data);
                case LOG_LOSS -> Classification.logLoss(metric, data);
                case PERPLEXITY -> Math.exp(Math.min(LARGEST_LOG, Classification.logLoss(metric, data)));
                case MSE, MAE, R2 -> throw new IllegalArgumentException(metric.words() + " is of numbers");
            };
        }

        @Override
        public Sample rows(int[] chosen) {
            return new OfClasses(data.rows(chosen));
        }
    }

    private record OfNumbers(Regression data) implements Sample {
        @Override
        public double value(Metric metric) {
            return switch (metric.name()) {
                case MSE -> data.meanSquaredError();
                case MAE -> data.meanAbsoluteError();
                case R2 -> data.explainedVariance();
                case ACCURACY, TOP_K, MACRO_F1, AUROC, LOG_LOSS, PERPLEXITY ->
                    throw new IllegalArgumentException(metric.words() + " is of classes");
            };
        }

        @Override
        public Sample rows(int[] chosen) {
            return new OfNumbers(data.rows(chosen));
        }
    }

    /** Row i belongs to group i mod 20, so that sorted labels spread over all groups. */
    private static double standardError(Metric metric, Sample sample, int rows) throws MetricException {
        int groups = Math.min(GROUPS, rows);
        if (groups < 2) {
            return 0;
        }
        double[] values = new double[groups];
        double mean = 0;
        for (int group = 0; group < groups; group++) {
            int left = group;
            values[group] = sample.rows(IntStream.range(0, rows)
                            .filter(row -> row % groups != left)
                            .toArray())
                    .value(metric);
            mean += values[group] / groups;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double error = Math.sqrt((groups - 1.0) / groups * squares);
        // Without a group there may be rows of one class alone.
        return Double.isFinite(error) ? error : 0;
    }
}

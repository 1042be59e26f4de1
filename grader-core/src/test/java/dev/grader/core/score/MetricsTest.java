package dev.grader.core.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.grader.core.suite.Metric;
import dev.grader.core.suite.Metric.Name;
import dev.grader.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final Tensor LABELS = Tensor.ofLongs(List.of(4L), 0, 1, 2, 2);

    @Test
    void accuracyIsTheShareOfRowsWithTheLargestOutputAtTheLabel() throws MetricException {
        assertThat(accuracy(9, 0, 0, 0, 9, 0, 0, 0, 9, 9, 0, 0)).isEqualTo(0.75);
    }

    @Test
    void aRowThatIsNotFiniteIsWrong() throws MetricException {
        float infinite = Float.POSITIVE_INFINITY;
        assertThat(accuracy(9, Float.NaN, 0, 0, infinite, 0, 0, 0, 9, 0, 0, 9)).isEqualTo(0.5);
    }

    @Test
    void tiesDoNotFavourTheStudent() throws MetricException {
        assertThat(accuracy(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).isZero();
    }

    @Test
    void aLabelBeyondTheOutputsIsWrong() throws MetricException {
        assertThat(Metrics.accuracy(Tensor.ofDoubles(List.of(2L, 1L), 1, 1), Tensor.ofLongs(List.of(2L), 0, 3)))
                .isEqualTo(0.5);
    }

    @Test
    void predictionsOfAnotherShapeAreRefused() {
        assertThatThrownBy(() -> Metrics.accuracy(Tensor.ofDoubles(List.of(4L), 1, 1, 1, 1), LABELS))
                .hasMessage("the model's predictions must have the shape [4, classes], they have the shape [4]");
        assertThatThrownBy(() -> Metrics.accuracy(Tensor.ofDoubles(List.of(1L, 2L), 1, 1), LABELS))
                .hasMessageContaining("they have the shape [1, 2]");
    }

    @Test
    void topKCountsALabelAmongTheLargest() throws MetricException {
        Tensor scores = Tensor.ofDoubles(List.of(4L, 3L), 3, 2, 1, 3, 2, 1, 3, 2, 1, 3, 1, 1);
        // Places of the labels 0, 1, 2, 2: first, second, third, and tied for second, which counts as third.
        assertThat(value(new Metric(Name.TOP_K, 2, Metric.Of.LOGITS, false), scores, LABELS))
                .isEqualTo(0.5);
    }

    /** Class 0: 2·1/(2+2); class 1: 2·2/(3+2); class 2 is never found. */
    @Test
    void macroF1IsTheMeanOverClasses() throws MetricException {
        Tensor answers = Tensor.ofDoubles(List.of(5L, 3L), 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0);
        Tensor labels = Tensor.ofLongs(List.of(5L), 0, 0, 1, 1, 2);
        assertThat(value(Metric.of(Name.MACRO_F1), answers, labels)).isCloseTo((0.5 + 0.8) / 3, within(1e-12));
    }

    /** The first is the example in scikit-learn's documentation of roc_auc_score. */
    @Test
    void aurocIsTheShareOfPairsInTheRightOrderAndATieIsHalfAPair() throws MetricException {
        assertThat(value(
                        Metric.of(Name.AUROC),
                        Tensor.ofDoubles(List.of(4L), 0.1, 0.4, 0.35, 0.8),
                        Tensor.ofLongs(List.of(4L), 0, 0, 1, 1)))
                .isEqualTo(0.75);
        assertThat(value(
                        Metric.of(Name.AUROC),
                        Tensor.ofDoubles(List.of(4L, 1L), 0.5, 0.5, 0.2, 0.9),
                        Tensor.ofLongs(List.of(4L), 0, 1, 0, 1)))
                .isEqualTo(3.5 / 4);
    }

    /** Class 0: 0.7 is above 0.25 and 0.1; class 1: 0.15 is above 0.1 and below 0.2; class 2: 0.8 is above both. */
    @Test
    void aurocOfSeveralClassesIsOneAgainstTheRest() throws MetricException {
        Tensor probabilities = Tensor.ofDoubles(List.of(3L, 3L), 0.7, 0.2, 0.1, 0.25, 0.15, 0.6, 0.1, 0.1, 0.8);
        Metric metric = new Metric(Name.AUROC, 5, Metric.Of.PROBABILITIES, false);
        assertThat(value(metric, probabilities, Tensor.ofLongs(List.of(3L), 0, 1, 2)))
                .isCloseTo((1 + 0.5 + 1) / 3, within(1e-12));
    }

    /** Both rows of class 1 have a probability of 1 in double precision. */
    @Test
    void aurocTellsLargeLogitsApart() throws MetricException {
        assertThat(value(
                        Metric.of(Name.AUROC),
                        Tensor.ofDoubles(List.of(4L, 2L), 0, 50, 0, 60, 0, 70, 0, 80),
                        Tensor.ofLongs(List.of(4L), 0, 0, 1, 1)))
                .isEqualTo(1);
        assertThat(value(
                        Metric.of(Name.AUROC),
                        Tensor.ofDoubles(List.of(4L, 3L), 0, 0, 50, 0, 0, 60, 0, 0, 70, 90, 80, 0),
                        Tensor.ofLongs(List.of(4L), 1, 1, 2, 0)))
                .isEqualTo((1 + 0.5 + 1) / 3);
    }

    @Test
    void aurocOfTheLargestLogitsEnds() throws MetricException {
        assertThat(value(
                        Metric.of(Name.AUROC),
                        Tensor.ofDoubles(List.of(3L, 2L), -1e308, 1e308, 1e308, -1e308, 0, 0),
                        Tensor.ofLongs(List.of(3L), 1, 0, 0)))
                .isEqualTo(1);
    }

    @Test
    void predictionsThatLetTheMetricOverflowAreTheModelsMistake() {
        assertThatThrownBy(() -> value(
                        Metric.of(Name.MSE),
                        Tensor.ofDoubles(List.of(2L), 1e200, 1),
                        Tensor.ofDoubles(List.of(2L), 1, 1)))
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("so large");
    }

    /** The example in scikit-learn's documentation of log_loss. */
    @Test
    void logLossOfProbabilities() throws MetricException {
        Tensor probabilities = Tensor.ofDoubles(List.of(4L, 2L), 0.1, 0.9, 0.9, 0.1, 0.8, 0.2, 0.35, 0.65);
        Metric metric = new Metric(Name.LOG_LOSS, 5, Metric.Of.PROBABILITIES, false);
        assertThat(value(metric, probabilities, Tensor.ofLongs(List.of(4L), 1, 0, 0, 1)))
                .isCloseTo(0.21616, within(1e-5));
    }

    @Test
    void probabilitiesThatAddUpToMoreAreRefused() {
        Tensor ones = Tensor.ofDoubles(List.of(4L, 3L), 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThatThrownBy(() -> value(new Metric(Name.LOG_LOSS, 5, Metric.Of.PROBABILITIES, false), ones, LABELS))
                .isInstanceOf(MetricException.class)
                .hasMessageContaining("must be probabilities");
    }

    /** Whatever is the same for all of four classes has a perplexity of 4, on either axis. */
    @Test
    void perplexityOfSequencesWithTheClassesSecondOrLast() throws MetricException {
        Tensor labels = Tensor.ofLongs(List.of(2L, 3L), 0, 1, 2, 3, 0, 1);
        assertThat(value(Metric.of(Name.PERPLEXITY), Tensor.ofDoubles(List.of(2L, 3L, 4L), new double[24]), labels))
                .isCloseTo(4, within(1e-12));
        assertThat(value(Metric.of(Name.PERPLEXITY), Tensor.ofDoubles(List.of(2L, 4L, 3L), new double[24]), labels))
                .isCloseTo(4, within(1e-12));
        double[] right = new double[24];
        double[] classes = labels.toDoubles();
        for (int i = 0; i < 6; i++) {
            right[4 * i + (int) classes[i]] = 1;
        }
        assertThat(value(Metric.ACCURACY, Tensor.ofDoubles(List.of(2L, 3L, 4L), right), labels))
                .isEqualTo(1);
    }

    /** The examples in scikit-learn's documentation of mean_squared_error, mean_absolute_error and r2_score. */
    @Test
    void errorsOfNumbers() throws MetricException {
        Tensor labels = Tensor.ofDoubles(List.of(4L), 3, -0.5, 2, 7);
        Tensor predictions = Tensor.ofDoubles(List.of(4L, 1L), 2.5, 0, 2, 8);
        assertThat(value(Metric.of(Name.MSE), predictions, labels)).isEqualTo(0.375);
        assertThat(value(Metric.of(Name.MAE), predictions, labels)).isEqualTo(0.5);
        assertThat(value(Metric.of(Name.R2), predictions, labels)).isCloseTo(0.948608, within(1e-6));
    }

    @Test
    void whatIsNotFiniteNeverHasAValue() {
        for (Name name : List.of(Name.AUROC, Name.LOG_LOSS, Name.PERPLEXITY, Name.MSE, Name.MAE, Name.R2)) {
            Tensor predictions = Tensor.ofDoubles(List.of(2L), 0, Double.NaN);
            assertThatThrownBy(() -> value(Metric.of(name), predictions, Tensor.ofLongs(List.of(2L), 0, 1)))
                    .as(name.toString())
                    .isInstanceOfSatisfying(
                            MetricException.class,
                            e -> assertThat(e.reason()).isEqualTo(MetricException.Reason.VALUES));
        }
    }

    /** The jackknife's error of a mean is nearly that by the textbook, s/√n. */
    @Test
    void theStandardErrorOfAMeanIsTheTextbooks() throws MetricException {
        int rows = 2000;
        double[] predictions = new double[rows];
        double sum = 0;
        double squares = 0;
        java.util.Random random = new java.util.Random(3);
        for (int i = 0; i < rows; i++) {
            predictions[i] = random.nextGaussian();
            double loss = predictions[i] * predictions[i];
            sum += loss;
            squares += loss * loss;
        }
        double mean = sum / rows;
        double expected = Math.sqrt((squares / rows - mean * mean) / rows);
        Measured measured = Metrics.measure(
                Metric.of(Name.MSE),
                Tensor.ofDoubles(List.of((long) rows), predictions),
                Tensor.ofDoubles(List.of((long) rows), new double[rows]));
        assertThat(measured.standardError()).isBetween(0.6 * expected, 1.5 * expected);
    }

    private static double value(Metric metric, Tensor predictions, Tensor labels) throws MetricException {
        return Metrics.measure(metric, predictions, labels).value();
    }

    private static double accuracy(float... outputs) throws MetricException {
        return Metrics.accuracy(Tensor.ofFloats(List.of(4L, 3L), outputs), LABELS);
    }
}

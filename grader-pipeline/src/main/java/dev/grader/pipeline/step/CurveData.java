package dev.grader.pipeline.step;

import dev.grader.core.score.Measured;
import dev.grader.core.score.MetricException;
import dev.grader.core.score.Metrics;
import dev.grader.core.suite.Curve;
import dev.grader.core.suite.Metric;
import dev.grader.core.tensor.Tensor;
import dev.grader.pipeline.InfrastructureFault;
import java.util.stream.IntStream;

/** The rows on which the course of trainings is looked at, and the losses over them. Their labels stay outside. */
final class CurveData {
    private final Curve curve;
    private final StoredRows inputs;
    private final Tensor labels;

    private CurveData(Curve curve, StoredRows inputs, Tensor labels) {
        this.curve = curve;
        this.inputs = inputs;
        this.labels = labels;
    }

    static CurveData of(Curve curve, TrainStep.Rows training, Training.Hidden hidden) throws InfrastructureFault {
        if (curve.on() == Curve.On.TEST) {
            return new CurveData(curve, hidden.inputs(), hidden.labels());
        }
        int count = Math.min(Curve.TRAINING_ROWS, training.inputs().rows());
        TrainStep.Rows first =
                TensorRows.take(training, IntStream.range(0, count).toArray());
        return new CurveData(curve, first.inputs(), first.labels().tensor());
    }

    StoredRows inputs() {
        return inputs;
    }

    Tensor labels() {
        return labels;
    }

    double loss(Tensor predictions, Tensor labels) throws MetricException, InfrastructureFault {
        try {
            Measured measured = Metrics.measure(curve.measure(), predictions, labels);
            return measured.value();
        } catch (IllegalArgumentException e) {
            throw new InfrastructureFault("the labels do not fit the measure of the curve: " + e.getMessage());
        }
    }

    /** ln C, C being one more than the largest label; 0 where chance is not known. */
    double chance() {
        if (curve.measure().name() != Metric.Name.LOG_LOSS) {
            return 0;
        }
        double largest = 1;
        for (double label : labels.toDoubles()) {
            largest = Math.max(largest, label);
        }
        return Math.log(largest + 1);
    }
}

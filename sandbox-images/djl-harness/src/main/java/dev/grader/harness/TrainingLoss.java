package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import dev.grader.harness.Recipe.LossKind;

/**
 * Losses with torch's formulas and scale, the mean over all elements: {@code nn.CrossEntropyLoss} on logits, {@code NLLLoss} on
 * log-probabilities, {@code BCEWithLogitsLoss}, {@code MSELoss}, {@code L1Loss}, {@code HuberLoss}.
 */
final class TrainingLoss {
    private static final SoftmaxCrossEntropyLoss ON_LOGITS =
            new SoftmaxCrossEntropyLoss("cross_entropy", 1, 1, true, true);
    private static final SoftmaxCrossEntropyLoss ON_LOGARITHMS = new SoftmaxCrossEntropyLoss("nll", 1, 1, true, false);

    private final Recipe.LossSettings settings;
    private final int output;

    /** @param output which value of a returned tuple the loss is of; −1 where forward gives one tensor */
    TrainingLoss(Recipe.LossSettings settings, int output) {
        this.settings = settings;
        this.output = output;
    }

    /** The mean loss of a batch and how many labels were met; −1 where nothing is counted. */
    record Value(NDArray mean, long correct, long labels) {}

    boolean isOverClasses() {
        return settings.kind() == LossKind.CROSS_ENTROPY || settings.kind() == LossKind.NLL;
    }

    /** Labels in the type that the loss needs. */
    NDArray prepare(NDArray labels) {
        return switch (settings.kind()) {
            case CROSS_ENTROPY, NLL -> labels.toType(DataType.INT64, false);
            case BCE_WITH_LOGITS, MSE, MAE, HUBER ->
                labels.getDataType().isFloating() ? labels : labels.toType(DataType.FLOAT32, false);
            case MODULE_OUTPUT -> labels;
        };
    }

    /**
     * Runs the module on a batch.
     *
     * @throws StudentException if the output's shape does not fit the labels; DJL would broadcast, reshape or fail
     *     without naming the reason
     */
    Value of(TrainableModule module, NDArray inputs, NDArray labels, boolean training) throws StudentException {
        if (settings.kind() == LossKind.MODULE_OUTPUT) {
            NDList arguments = settings.withLabels() ? new NDList(inputs, labels) : new NDList(inputs);
            NDArray own = TrainableModule.pick(module.forward(arguments, training), tupleOr(settings.position()));
            if (own.getShape().size() != 1 || !own.getDataType().isFloating()) {
                throw new StudentException(
                        "ShapeError",
                        "The loss that the model computes in training mode must be one floating-point number; it has"
                                + " the shape " + own.getShape() + ".");
            }
            return new Value(own.sum(), -1, -1);
        }
        NDArray predicted = module.output(new NDList(inputs), training, output);
        return isOverClasses() ? ofClasses(labels, predicted) : new Value(ofNumbers(labels, predicted), -1, -1);
    }

    /** The first value is also that of a module that gives one tensor alone. */
    private static int tupleOr(int position) {
        return Math.max(0, position);
    }

    private Value ofClasses(NDArray labels, NDArray predicted) throws StudentException {
        int axis = classAxis(labels.getShape(), predicted.getShape());
        long classes = predicted.getShape().get(axis);
        long largest = labels.max().toType(DataType.INT64, false).getLong();
        if (largest >= classes) {
            throw new StudentException(
                    "ShapeError",
                    "The model's output has " + classes + " classes; the labels need " + (largest + 1) + ".");
        }
        NDArray rows = classesLast(predicted, axis);
        NDArray flat = labels.reshape(-1);
        SoftmaxCrossEntropyLoss loss = settings.kind() == LossKind.NLL ? ON_LOGARITHMS : ON_LOGITS;
        long correct = rows.stopGradient()
                .argMax(1)
                .eq(flat)
                .sum()
                .toType(DataType.INT64, false)
                .getLong();
        return new Value(loss.evaluate(new NDList(flat), new NDList(rows)), correct, flat.size());
    }

    /** The second axis, as torch has it, unless the recipe says otherwise or only the last one fits. */
    private int classAxis(Shape labels, Shape predicted) throws StudentException {
        int last = predicted.dimension() - 1;
        boolean asLast = fits(labels, predicted, last);
        boolean asSecond = last >= 1 && fits(labels, predicted, 1);
        if (asLast && (settings.classesLast() || !asSecond)) {
            return last;
        }
        if (asSecond && !settings.classesLast()) {
            return 1;
        }
        throw new StudentException(
                "ShapeError",
                "The model's output must hold one number per class, batch first, for labels of shape " + labels
                        + "; its shape is " + predicted + ".");
    }

    private static boolean fits(Shape labels, Shape predicted, int axis) {
        if (predicted.dimension() != labels.dimension() + 1) {
            return false;
        }
        for (int i = 0; i < labels.dimension(); i++) {
            if (predicted.get(i < axis ? i : i + 1) != labels.get(i)) {
                return false;
            }
        }
        return true;
    }

    private static NDArray classesLast(NDArray predicted, int axis) {
        int dimensions = predicted.getShape().dimension();
        if (dimensions == 2) {
            return predicted;
        }
        long classes = predicted.getShape().get(axis);
        if (axis == dimensions - 1) {
            return predicted.reshape(-1, classes);
        }
        int[] axes = new int[dimensions];
        for (int i = 1; i < dimensions - 1; i++) {
            axes[i] = i + 1;
        }
        axes[dimensions - 1] = 1;
        return predicted.transpose(axes).reshape(-1, classes);
    }

    private NDArray ofNumbers(NDArray labels, NDArray predicted) throws StudentException {
        Shape shape = predicted.getShape();
        if (shape.dimension() == 0
                || shape.size() != labels.getShape().size()
                || shape.get(0) != labels.getShape().get(0)) {
            throw new StudentException(
                    "ShapeError",
                    "The model's output must have the shape " + labels.getShape() + "; it has the shape " + shape
                            + ".");
        }
        NDArray expected = labels.toType(predicted.getDataType(), false).reshape(shape);
        return switch (settings.kind()) {
            case BCE_WITH_LOGITS ->
                Activation.softPlus(predicted).sub(predicted.mul(expected)).mean();
            case MSE -> predicted.sub(expected).square().mean();
            case MAE -> predicted.sub(expected).abs().mean();
            case HUBER -> {
                NDArray distance = predicted.sub(expected).abs();
                NDArray inner = distance.minimum(settings.delta());
                yield inner.mul(distance.sub(inner.mul(0.5))).mean();
            }
            case CROSS_ENTROPY, NLL, MODULE_OUTPUT -> throw new IllegalStateException("no loss of numbers");
        };
    }
}

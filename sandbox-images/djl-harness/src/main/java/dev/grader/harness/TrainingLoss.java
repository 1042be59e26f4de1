package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.L2Loss;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;

/** DJL's losses with torch's scale: {@code nn.CrossEntropyLoss} on logits and {@code nn.MSELoss}, both the mean. */
final class TrainingLoss {
    private final Recipe.LossKind kind;
    private final Loss loss;

    TrainingLoss(Recipe.LossKind kind) {
        this.kind = kind;
        loss = switch (kind) {
            case CROSS_ENTROPY -> new SoftmaxCrossEntropyLoss("cross_entropy", 1, 1, true, true);
            case MSE -> new L2Loss("mse", 1);
        };
    }

    /** Labels in the type that the loss needs. */
    NDArray prepare(NDArray labels) {
        return switch (kind) {
            case CROSS_ENTROPY -> labels.toType(DataType.INT64, false);
            case MSE -> labels;
        };
    }

    /**
     * The mean loss of a batch.
     *
     * @throws StudentException if the output's shape does not fit the labels; DJL would broadcast, reshape or fail
     *     without naming the reason
     */
    NDArray evaluate(NDArray labels, NDArray output) throws StudentException {
        Shape shape = output.getShape();
        switch (kind) {
            case CROSS_ENTROPY -> {
                Shape expected = labels.getShape();
                boolean fits = shape.dimension() == expected.dimension() + 1 && shape.get(0) == expected.get(0);
                for (int axis = 1; fits && axis < expected.dimension(); axis++) {
                    fits = shape.get(axis + 1) == expected.get(axis);
                }
                if (!fits) {
                    throw new StudentException(
                            "ShapeError",
                            "The model's output must hold one number per class, batch first, for labels of shape "
                                    + expected + "; its shape is " + shape + ".");
                }
                long largest = labels.max().toType(DataType.INT64, false).getLong();
                if (largest >= shape.get(1)) {
                    throw new StudentException(
                            "ShapeError",
                            "The model's output has " + shape.get(1) + " classes; the labels need " + (largest + 1)
                                    + ".");
                }
            }
            case MSE -> {
                if (shape.size() != labels.getShape().size()
                        || shape.get(0) != labels.getShape().get(0)) {
                    throw new StudentException(
                            "ShapeError",
                            "The model's output must have the shape " + labels.getShape() + "; it has the shape "
                                    + shape + ".");
                }
            }
        }
        return loss.evaluate(new NDList(flat(labels)), new NDList(perRow(output)));
    }

    /** The labels of all positions in one row, for losses over classes. */
    private NDArray flat(NDArray labels) {
        return kind == Recipe.LossKind.CROSS_ENTROPY ? labels.reshape(-1) : labels;
    }

    /** Classes last, one row per label: torch has the classes on the second axis, DJL picks on the last one. */
    private NDArray perRow(NDArray output) {
        if (kind != Recipe.LossKind.CROSS_ENTROPY || output.getShape().dimension() == 2) {
            return output;
        }
        int[] axes = new int[output.getShape().dimension()];
        for (int axis = 1; axis < axes.length - 1; axis++) {
            axes[axis] = axis + 1;
        }
        axes[axes.length - 1] = 1;
        return output.transpose(axes).reshape(-1, output.getShape().get(1));
    }

    /** Rows (or elements) whose largest logit is the label's; 0 where there are no classes. */
    long correct(NDArray labels, NDArray output) {
        return switch (kind) {
            case CROSS_ENTROPY ->
                output.stopGradient()
                        .argMax(1)
                        .eq(labels)
                        .sum()
                        .toType(DataType.INT64, false)
                        .getLong();
            case MSE -> 0;
        };
    }
}

package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What the steps train, run and differentiate: a submitted model in whatever form it came. */
interface TrainableModule extends AutoCloseable {
    /** Owns what lives as long as the module. */
    NDManager manager();

    /** By name, in a fixed order; those that the author froze are among them and require no gradient. */
    Map<String, PtNDArray> parameters();

    /** Must be called before the first forward of a training. */
    void trainingMode();

    /** All that forward gives; without gradients in evaluation mode. */
    NDList forward(NDList inputs, boolean training) throws StudentException;

    /** Writes the whole state, parameters and buffers, in a form that {@link ModuleSource} can load again. */
    void save(Path file) throws IOException, StudentException;

    @Override
    void close();

    /** The one tensor that forward gives in evaluation mode, without gradients. */
    default NDArray predict(NDList inputs) throws StudentException {
        return single(forward(inputs, false));
    }

    /** The one tensor that forward gives in training mode. */
    default NDArray train(NDList inputs) throws StudentException {
        return single(forward(inputs, true));
    }

    /**
     * Copies a value into a parameter.
     *
     * @throws StudentException if the module has no such parameter, or one of another shape
     */
    default void set(String name, WireTensor value) throws StudentException {
        PtNDArray parameter = parameters().get(name);
        if (parameter == null) {
            throw new StudentException(
                    "StateError",
                    "The module must have a parameter named " + name + "; it has "
                            + (parameters().isEmpty()
                                    ? "none"
                                    : String.join(", ", parameters().keySet()))
                            + ".");
        }
        if (!parameter.getShape().equals(value.shape())) {
            throw new StudentException(
                    "StateError",
                    "Parameter " + name + " must have the shape " + value.shape() + "; it has the shape "
                            + parameter.getShape() + ".");
        }
        try (NDArray source = value.copyTo(manager());
                NDArray converted = source.toType(parameter.getDataType(), true)) {
            converted.copyTo(parameter);
        }
    }

    /** True if no parameter has a value that is NaN or infinite. */
    default boolean isFinite() {
        for (PtNDArray parameter : parameters().values()) {
            if (!parameter.getDataType().isFloating()) {
                continue;
            }
            try (NDArray finite =
                    parameter.isNaN().logicalOr(parameter.isInfinite()).any()) {
                if (finite.getBoolean()) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * One of the tensors that forward gives.
     *
     * @param position in the returned tuple; −1 where forward must give one tensor alone
     */
    default NDArray output(NDList inputs, boolean training, int position) throws StudentException {
        return pick(forward(inputs, training), position);
    }

    static NDArray pick(NDList outputs, int position) throws StudentException {
        if (position < 0) {
            return single(outputs);
        }
        if (position >= outputs.size()) {
            throw new StudentException(
                    "ResultError",
                    "forward must give at least " + (position + 1) + " tensors; it gave " + outputs.size() + ".");
        }
        return outputs.get(position);
    }

    private static NDArray single(NDList outputs) throws StudentException {
        if (outputs.size() != 1) {
            throw new StudentException(
                    "ResultError", "forward must give one tensor; it gave " + outputs.size() + " of them.");
        }
        return outputs.get(0);
    }
}

package dev.grader.pipeline.step;

import dev.grader.core.tensor.Tensor;
import java.util.Map;

/** A container said that all went well, but did not send a tensor that was asked for. */
public final class MissingOutputException extends Exception {
    private static final long serialVersionUID = 1;

    MissingOutputException(String name) {
        super("the output " + name + " is missing");
    }

    /**
     * A tensor of the reference.
     *
     * @throws IllegalStateException when there is none, which is nothing that a submission can be judged for
     */
    static Tensor ofReference(Map<String, Tensor> reference, String name) {
        Tensor tensor = reference.get(name);
        if (tensor == null) {
            throw new IllegalStateException(
                    "the reference's output " + name + " is missing; calibrate the suite again");
        }
        return tensor;
    }

    static Tensor required(Map<String, Tensor> tensors, String name) throws MissingOutputException {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new MissingOutputException(name);
        }
        return tensor;
    }
}

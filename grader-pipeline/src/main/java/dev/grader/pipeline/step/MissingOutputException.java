package dev.grader.pipeline.step;

import dev.grader.core.tensor.Tensor;
import java.util.Map;

/** A container said that all went well, but did not send a tensor that was asked for. */
public final class MissingOutputException extends Exception {
    private static final long serialVersionUID = 1;

    MissingOutputException(String name) {
        super("the output " + name + " is missing");
    }

    static Tensor required(Map<String, Tensor> tensors, String name) throws MissingOutputException {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new MissingOutputException(name);
        }
        return tensor;
    }
}

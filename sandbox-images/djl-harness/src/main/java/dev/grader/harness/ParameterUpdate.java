package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One step of an optimizer over all parameters that have a gradient, in place of {@code Trainer.step()}: that throws
 * where the gradients happen to add up to zero, which they do for a plain softmax regression, and takes zeros for a
 * gradient that does not exist, so that weight decay would shrink unused layers.
 */
final class ParameterUpdate {
    private final Map<String, PtNDArray> parameters;
    private final TorchOptimizer optimizer;
    private final double clipNorm;
    private final double clipValue;

    ParameterUpdate(Map<String, PtNDArray> parameters, TorchOptimizer optimizer, double clipNorm, double clipValue) {
        this.parameters = parameters;
        this.optimizer = optimizer;
        this.clipNorm = clipNorm;
        this.clipValue = clipValue;
    }

    /** Updates the parameters, then sets their gradients to zero: DJL would add the next ones to them. */
    void step(double learningRate) {
        Map<String, NDArray> gradients = new LinkedHashMap<>();
        for (Map.Entry<String, PtNDArray> entry : parameters.entrySet()) {
            NDArray gradient = JniUtils.getGradient(entry.getValue());
            if (gradient != null) {
                gradients.put(entry.getKey(), gradient);
            }
        }
        GradientNorm.clip(gradients.values(), clipNorm);
        GradientNorm.cut(gradients.values(), clipValue);
        for (Map.Entry<String, NDArray> entry : gradients.entrySet()) {
            PtNDArray parameter = Objects.requireNonNull(parameters.get(entry.getKey()));
            optimizer.update(entry.getKey(), parameter, entry.getValue(), learningRate);
            JniUtils.zeroGrad(parameter);
        }
    }
}

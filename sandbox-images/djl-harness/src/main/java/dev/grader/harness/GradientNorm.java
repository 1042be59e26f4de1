package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.Collection;

/** {@code torch.nn.utils.clip_grad_norm_}. DJL's own clipping cuts only on the positive side and changes directions. */
final class GradientNorm {
    private static final double TORCH_EPSILON = 1e-6;

    private GradientNorm() {}

    /**
     * Scales all gradients in place so that their common Euclidean norm is at most the limit.
     *
     * @param limit 0 for none
     */
    static void clip(Collection<? extends NDArray> gradients, double limit) {
        if (limit == 0) {
            return;
        }
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            double squares = 0;
            for (NDArray gradient : gradients) {
                double norm = gradient.norm().toType(DataType.FLOAT64, false).getDouble();
                squares += norm * norm;
            }
            double factor = limit / (Math.sqrt(squares) + TORCH_EPSILON);
            if (factor < 1) {
                for (NDArray gradient : gradients) {
                    gradient.muli(factor);
                }
            }
        }
    }

    /**
     * {@code torch.nn.utils.clip_grad_value_}: cuts each element in place.
     *
     * @param limit 0 for none
     */
    static void cut(Collection<? extends NDArray> gradients, double limit) {
        if (limit == 0) {
            return;
        }
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            for (NDArray gradient : gradients) {
                gradient.clip(-limit, limit).copyTo(gradient);
            }
        }
    }
}

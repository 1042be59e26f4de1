package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code torch.optim.SGD}: the momentum buffer starts as the first gradient and does not contain the learning rate, with
 * Nesterov's variant. DJL's own keeps the learning rate in the buffer and has no such variant.
 */
final class TorchSgd implements TorchOptimizer {
    private final OptimizerSettings.Sgd settings;
    private final NDManager manager;
    private final Map<String, NDArray> buffers = new HashMap<>();

    /** @param manager owns the momentum buffers; closed by the caller after the training */
    TorchSgd(OptimizerSettings.Sgd settings, NDManager manager) {
        this.settings = settings;
        this.manager = manager;
    }

    @Override
    public void update(String parameter, NDArray weight, NDArray gradient, double learningRate) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray direction = TorchOptimizer.decayed(weight, gradient, settings.weightDecay());
            if (settings.momentum() != 0) {
                NDArray buffer = momentum(parameter, direction);
                direction = settings.nesterov() ? direction.add(buffer.mul(settings.momentum())) : buffer;
            }
            weight.subi(direction.mul(learningRate));
        }
    }

    private NDArray momentum(String parameter, NDArray direction) {
        NDArray buffer = buffers.get(parameter);
        if (buffer != null) {
            return buffer.muli(settings.momentum()).addi(direction);
        }
        NDArray first = direction.duplicate();
        first.attach(manager);
        NDScope.unregister(first);
        buffers.put(parameter, first);
        return first;
    }
}

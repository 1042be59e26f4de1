package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.HashMap;
import java.util.Map;

/** {@code torch.optim.RMSprop}: epsilon is added to the root, where DJL's own adds it below. */
final class TorchRmsProp implements TorchOptimizer {
    private final OptimizerSettings.RmsProp settings;
    private final NDManager manager;
    private final Map<String, NDArray> squares = new HashMap<>();
    private final Map<String, NDArray> means = new HashMap<>();
    private final Map<String, NDArray> buffers = new HashMap<>();

    TorchRmsProp(OptimizerSettings.RmsProp settings, NDManager manager) {
        this.settings = settings;
        this.manager = manager;
    }

    @Override
    public void update(String parameter, NDArray weight, NDArray gradient, double learningRate) {
        NDArray square = squares.computeIfAbsent(parameter, id -> TorchOptimizer.kept(manager, weight, 0));
        double alpha = settings.alpha();
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray decayed = TorchOptimizer.decayed(weight, gradient, settings.weightDecay());
            square.muli(alpha).addi(decayed.square().mul(1 - alpha));
            NDArray variance = square;
            if (settings.centered()) {
                NDArray mean = means.computeIfAbsent(parameter, id -> TorchOptimizer.kept(manager, weight, 0));
                mean.muli(alpha).addi(decayed.mul(1 - alpha));
                variance = square.sub(mean.square());
            }
            NDArray direction = decayed.div(variance.sqrt().add(settings.epsilon()));
            if (settings.momentum() != 0) {
                NDArray buffer = buffers.computeIfAbsent(parameter, id -> TorchOptimizer.kept(manager, weight, 0));
                direction = buffer.muli(settings.momentum()).addi(direction);
            }
            weight.subi(direction.mul(learningRate));
        }
    }
}

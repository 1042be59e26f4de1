package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.HashMap;
import java.util.Map;

/** {@code torch.optim.Adagrad}: epsilon is added to the root, and the learning rate may decay by the step. */
final class TorchAdagrad implements TorchOptimizer {
    private final OptimizerSettings.Adagrad settings;
    private final NDManager manager;
    private final Map<String, NDArray> sums = new HashMap<>();
    private final Map<String, Integer> steps = new HashMap<>();

    TorchAdagrad(OptimizerSettings.Adagrad settings, NDManager manager) {
        this.settings = settings;
        this.manager = manager;
    }

    @Override
    public void update(String parameter, NDArray weight, NDArray gradient, double learningRate) {
        NDArray sum = sums.computeIfAbsent(
                parameter, id -> TorchOptimizer.kept(manager, weight, settings.initialAccumulatorValue()));
        int step = steps.merge(parameter, 1, Integer::sum);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray decayed = TorchOptimizer.decayed(weight, gradient, settings.weightDecay());
            sum.addi(decayed.square());
            double rate = learningRate / (1 + (step - 1) * settings.learningRateDecay());
            weight.subi(decayed.div(sum.sqrt().add(settings.epsilon())).mul(rate));
        }
    }
}

package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.training.optimizer.Optimizer;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code torch.optim.Adam}: epsilon is added after the bias correction, and weight decay is added to the gradient. DJL's
 * own Adam adds epsilon before.
 */
final class TorchAdam extends Optimizer {
    private final OptimizerSettings.Adam settings;
    private final NDManager manager;
    private final Map<String, State> states = new HashMap<>();

    /** @param manager owns the moments; closed by the caller after the training */
    TorchAdam(OptimizerSettings.Adam settings, NDManager manager) {
        super(new NoOptions());
        this.settings = settings;
        this.manager = manager;
    }

    @Override
    public void update(String parameterId, NDArray weight, NDArray gradient) {
        State state = states.computeIfAbsent(parameterId, id -> new State(zerosLike(weight), zerosLike(weight)));
        state.steps++;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray decayed = settings.weightDecay() == 0
                    ? gradient
                    : gradient.add(weight.stopGradient().mul(settings.weightDecay()));
            state.mean.muli(settings.beta1()).addi(decayed.mul(1 - settings.beta1()));
            state.square.muli(settings.beta2()).addi(decayed.square().mul(1 - settings.beta2()));
            double meanCorrection = 1 - Math.pow(settings.beta1(), state.steps);
            double squareCorrection = 1 - Math.pow(settings.beta2(), state.steps);
            NDArray denominator =
                    state.square.sqrt().div(Math.sqrt(squareCorrection)).add(settings.epsilon());
            weight.subi(state.mean.div(denominator).mul(settings.learningRate() / meanCorrection));
        }
    }

    private NDArray zerosLike(NDArray weight) {
        NDArray zeros = manager.zeros(weight.getShape(), weight.getDataType());
        NDScope.unregister(zeros);
        return zeros;
    }

    private static final class State {
        private final NDArray mean;
        private final NDArray square;
        private int steps;

        State(NDArray mean, NDArray square) {
            this.mean = mean;
            this.square = square;
        }
    }
}

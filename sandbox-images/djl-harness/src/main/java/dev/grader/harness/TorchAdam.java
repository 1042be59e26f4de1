package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code torch.optim.Adam} and {@code AdamW}: epsilon is added after the bias correction, and weight decay is added to the
 * gradient, or shrinks the weights. DJL's own Adam adds epsilon before.
 */
final class TorchAdam implements TorchOptimizer {
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double weightDecay;
    private final boolean decoupled;
    private final NDManager manager;
    private final Map<String, State> states = new HashMap<>();

    /** @param decoupled whether weight decay shrinks the weights, as in AdamW */
    TorchAdam(double beta1, double beta2, double epsilon, double weightDecay, boolean decoupled, NDManager manager) {
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        this.weightDecay = weightDecay;
        this.decoupled = decoupled;
        this.manager = manager;
    }

    @Override
    public void update(String parameter, NDArray weight, NDArray gradient, double learningRate) {
        State state = states.computeIfAbsent(
                parameter,
                id -> new State(TorchOptimizer.kept(manager, weight, 0), TorchOptimizer.kept(manager, weight, 0)));
        state.steps++;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            if (decoupled && weightDecay != 0) {
                weight.muli(1 - learningRate * weightDecay);
            }
            NDArray decayed = decoupled ? gradient : TorchOptimizer.decayed(weight, gradient, weightDecay);
            state.mean.muli(beta1).addi(decayed.mul(1 - beta1));
            state.square.muli(beta2).addi(decayed.square().mul(1 - beta2));
            double meanCorrection = 1 - Math.pow(beta1, state.steps);
            double squareCorrection = 1 - Math.pow(beta2, state.steps);
            NDArray denominator =
                    state.square.sqrt().div(Math.sqrt(squareCorrection)).add(epsilon);
            weight.subi(state.mean.div(denominator).mul(learningRate / meanCorrection));
        }
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

package dev.grader.harness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;

/** One update of one parameter by torch's formulas, in place. */
interface TorchOptimizer {
    /**
     * Updates a parameter.
     *
     * @param parameter its name, under which the optimiser keeps what it remembers
     * @param learningRate of this step
     */
    void update(String parameter, NDArray weight, NDArray gradient, double learningRate);

    /**
     * The optimiser of a recipe.
     *
     * @param manager owns what is remembered; closed by the caller after the training
     */
    static TorchOptimizer of(OptimizerSettings settings, NDManager manager) {
        return switch (settings) {
            case OptimizerSettings.Adam adam ->
                new TorchAdam(adam.beta1(), adam.beta2(), adam.epsilon(), adam.weightDecay(), false, manager);
            case OptimizerSettings.AdamW adam ->
                new TorchAdam(adam.beta1(), adam.beta2(), adam.epsilon(), adam.weightDecay(), true, manager);
            case OptimizerSettings.Sgd sgd -> new TorchSgd(sgd, manager);
            case OptimizerSettings.RmsProp rmsProp -> new TorchRmsProp(rmsProp, manager);
            case OptimizerSettings.Adagrad adagrad -> new TorchAdagrad(adagrad, manager);
        };
    }

    /** The gradient with the weight decay added to it. */
    static NDArray decayed(NDArray weight, NDArray gradient, double weightDecay) {
        return weightDecay == 0 ? gradient : gradient.add(weight.stopGradient().mul(weightDecay));
    }

    /** An array that outlives the batch. */
    static NDArray kept(NDManager manager, NDArray like, double value) {
        NDArray array = manager.full(like.getShape(), (float) value, like.getDataType());
        NDScope.unregister(array);
        return array;
    }
}

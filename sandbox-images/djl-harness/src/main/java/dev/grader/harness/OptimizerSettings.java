package dev.grader.harness;

/** An optimiser with torch's semantics. */
sealed interface OptimizerSettings {
    double learningRate();

    record Adam(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
            implements OptimizerSettings {}

    /** Adam whose weights decay by themselves. */
    record AdamW(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
            implements OptimizerSettings {}

    record Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay)
            implements OptimizerSettings {}

    record RmsProp(
            double learningRate, double alpha, double epsilon, double momentum, boolean centered, double weightDecay)
            implements OptimizerSettings {}

    record Adagrad(
            double learningRate,
            double learningRateDecay,
            double initialAccumulatorValue,
            double epsilon,
            double weightDecay)
            implements OptimizerSettings {}
}

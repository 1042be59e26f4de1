package dev.grader.harness;

/** An optimiser with torch's semantics. */
sealed interface OptimizerSettings {
    record Adam(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
            implements OptimizerSettings {}

    record Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay)
            implements OptimizerSettings {}
}

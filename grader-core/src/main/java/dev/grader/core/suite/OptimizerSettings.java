package dev.grader.core.suite;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** An optimiser with torch's semantics, where DJL's own differ. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OptimizerSettings.Sgd.class, name = "sgd"),
    @JsonSubTypes.Type(value = OptimizerSettings.Adam.class, name = "adam"),
    @JsonSubTypes.Type(value = OptimizerSettings.AdamW.class, name = "adamw"),
    @JsonSubTypes.Type(value = OptimizerSettings.RmsProp.class, name = "rmsprop"),
    @JsonSubTypes.Type(value = OptimizerSettings.Adagrad.class, name = "adagrad")
})
public sealed interface OptimizerSettings {
    double learningRate();

    /** {@code torch.optim.SGD}: momentum buffer without the learning rate. */
    record Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay)
            implements OptimizerSettings {}

    /** {@code torch.optim.Adam}: epsilon after the bias correction, weight decay in the gradient. */
    record Adam(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
            implements OptimizerSettings {}

    /** {@code torch.optim.AdamW}: the weights themselves decay, apart from the gradient. */
    record AdamW(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
            implements OptimizerSettings {}

    /** {@code torch.optim.RMSprop}: epsilon outside of the root. */
    record RmsProp(
            double learningRate, double alpha, double epsilon, double momentum, boolean centered, double weightDecay)
            implements OptimizerSettings {}

    /** {@code torch.optim.Adagrad}: epsilon outside of the root. */
    record Adagrad(
            double learningRate,
            double learningRateDecay,
            double initialAccumulatorValue,
            double epsilon,
            double weightDecay)
            implements OptimizerSettings {}
}

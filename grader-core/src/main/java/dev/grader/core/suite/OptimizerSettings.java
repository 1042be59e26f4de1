package dev.grader.core.suite;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** An optimiser with torch's semantics, where DJL's own differ. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OptimizerSettings.Sgd.class, name = "sgd"),
    @JsonSubTypes.Type(value = OptimizerSettings.Adam.class, name = "adam")
})
public sealed interface OptimizerSettings {
    double learningRate();

    /** {@code torch.optim.SGD}: momentum buffer without the learning rate. */
    record Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay)
            implements OptimizerSettings {}

    /** {@code torch.optim.Adam}: epsilon after the bias correction. */
    record Adam(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
            implements OptimizerSettings {}
}

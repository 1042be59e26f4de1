package dev.grader.core.suite;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * How the learning rate changes, by the formulas of {@code torch.optim.lr_scheduler}; t counts from 0 and goes up after each
 * {@link #per()}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Schedule.Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = Schedule.Step.class, name = "step"),
    @JsonSubTypes.Type(value = Schedule.MultiStep.class, name = "multi_step"),
    @JsonSubTypes.Type(value = Schedule.Exponential.class, name = "exponential"),
    @JsonSubTypes.Type(value = Schedule.Cosine.class, name = "cosine"),
    @JsonSubTypes.Type(value = Schedule.LinearWarmup.class, name = "linear_warmup")
})
public sealed interface Schedule {
    Per per();

    /** What t counts. */
    enum Per {
        EPOCH,
        STEP
    }

    /** The learning rate of the optimiser throughout. */
    record Constant(Per per) implements Schedule {}

    /** {@code StepLR}: γ to the power of ⌊t / stepSize⌋. */
    record Step(Per per, int stepSize, double gamma) implements Schedule {}

    /** {@code MultiStepLR}: γ to the power of the number of milestones up to t. */
    record MultiStep(Per per, List<Integer> milestones, double gamma) implements Schedule {
        public MultiStep {
            milestones = List.copyOf(milestones);
        }
    }

    /** {@code ExponentialLR}: γ to the power of t. */
    record Exponential(Per per, double gamma) implements Schedule {}

    /** {@code CosineAnnealingLR}: from the learning rate to etaMin along half a cosine of length tMax. */
    record Cosine(Per per, int tMax, double etaMin) implements Schedule {}

    /** {@code LinearLR}: from startFactor times the learning rate to all of it, within totalIters. */
    record LinearWarmup(Per per, int totalIters, double startFactor) implements Schedule {}
}

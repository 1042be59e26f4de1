package dev.grader.core.suite;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.util.List;

/** How a metric becomes a share of the points. Where lower is better, {@code zeroAt} is above {@code fullAt}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CutOff.RelativeToReference.class, name = "relative_to_reference"),
    @JsonSubTypes.Type(value = CutOff.Linear.class, name = "linear"),
    @JsonSubTypes.Type(value = CutOff.Steps.class, name = "steps")
})
public sealed interface CutOff {
    /**
     * Full points from the reference's mean less (where lower is better: plus) the largest of the margin, the spread of the
     * seeds and the noise of the test set; linear down to none at {@code zeroAt}.
     *
     * @param margin in units of the metric
     */
    record RelativeToReference(double margin, double zeroAt) implements CutOff {}

    /** None up to {@code zeroAt}, full from {@code fullAt}, linear between. */
    record Linear(double zeroAt, double fullAt) implements CutOff {}

    /**
     * The share of the best step that is reached.
     *
     * @param steps from the best to the worst
     * @param linear whether it goes up linearly from one step to the next one
     */
    record Steps(List<Step> steps, boolean linear) implements CutOff {
        public Steps {
            steps = List.copyOf(steps);
            if (steps.isEmpty()) {
                throw new IllegalArgumentException("steps needs at least one {at: …, share: …}");
            }
        }
    }

    /**
     * One step.
     *
     * @param at value of the metric from which it is reached
     * @param share of the points, from 0 to 1
     */
    record Step(double at, BigDecimal share) {}
}

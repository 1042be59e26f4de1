package dev.grader.core.suite;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How a metric becomes a share of the points. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CutOff.RelativeToReference.class, name = "relative_to_reference"),
    @JsonSubTypes.Type(value = CutOff.Linear.class, name = "linear")
})
public sealed interface CutOff {
    /**
     * Full points from the reference's mean less the largest of the margin, the spread of the seeds and the noise of the
     * test set; linear down to none at {@code zeroAt}.
     *
     * @param margin in units of the metric
     */
    record RelativeToReference(double margin, double zeroAt) implements CutOff {}

    /** None up to {@code zeroAt}, full from {@code fullAt}, linear between. */
    record Linear(double zeroAt, double fullAt) implements CutOff {}
}

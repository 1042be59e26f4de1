package dev.grader.core.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** What a job is doing, for people to watch. Nothing of it counts. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Progress.StepBegun.class, name = "step_begun"),
    @JsonSubTypes.Type(value = Progress.StepEnded.class, name = "step_ended"),
    @JsonSubTypes.Type(value = Progress.Epoch.class, name = "epoch")
})
public sealed interface Progress {
    Instant at();

    record StepBegun(Instant at, String step) implements Progress {}

    record StepEnded(Instant at, String step, double seconds) implements Progress {}

    /** One epoch of a training, as the harness printed it. */
    record Epoch(Instant at, String step, int epoch, int epochs, double loss, double accuracy) implements Progress {}
}

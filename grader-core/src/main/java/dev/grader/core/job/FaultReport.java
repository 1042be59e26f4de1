package dev.grader.core.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /worker/v1/jobs/{jobId}/fault}: the job could not be run, through no fault of the student; no attempt is used.
 *
 * @param message what happened, for whoever has to act
 * @param blame who that is
 */
public record FaultReport(String message, Blame blame) {
    /** A report that blames nobody is about the infrastructure. */
    @JsonCreator
    static FaultReport of(
            @JsonProperty("message") @Nullable String message, @JsonProperty("blame") @Nullable Blame blame) {
        return new FaultReport(message == null ? "no message" : message, blame == null ? Blame.INFRASTRUCTURE : blame);
    }

    /** Whose fault it is. */
    public enum Blame {
        /** The job goes back to the queue, or, after three claims, becomes a visible system error. */
        INFRASTRUCTURE,
        /** The suite's own reference does not work: to try again would change nothing. */
        SUITE_AUTHOR
    }
}

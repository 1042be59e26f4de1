package dev.grader.core.job;

/**
 * {@code POST /worker/v1/jobs/{jobId}/fault}: the job could not be run, through no fault of the student; no attempt is used.
 *
 * @param message what happened, for whoever has to act
 * @param blame who that is
 */
public record FaultReport(String message, Blame blame) {
    /** Whose fault it is. */
    public enum Blame {
        /** The job goes back to the queue, or, after three claims, becomes a visible system error. */
        INFRASTRUCTURE,
        /** The suite's own reference does not work: to try again would change nothing. */
        SUITE_AUTHOR
    }
}

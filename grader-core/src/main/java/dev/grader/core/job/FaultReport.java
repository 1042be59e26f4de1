package dev.grader.core.job;

/**
 * {@code POST /worker/v1/jobs/{jobId}/fault}: the job could not be run, through no fault of the student. It goes back to
 * the queue, or, after three claims, becomes a visible system error; no attempt is used.
 *
 * @param message what happened, for the operator
 */
public record FaultReport(String message) {}

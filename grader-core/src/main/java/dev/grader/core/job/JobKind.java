package dev.grader.core.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a job is for. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JobKind.Grade.class, name = "grade"),
    @JsonSubTypes.Type(value = JobKind.Prove.class, name = "prove"),
    @JsonSubTypes.Type(value = JobKind.Calibrate.class, name = "calibrate")
})
public sealed interface JobKind {
    /**
     * A student's submission.
     *
     * @param submissionDigest SHA-256 of the archive
     */
    record Grade(String submissionDigest) implements JobKind {}

    /**
     * One of the suite's own fixtures.
     *
     * @param fixturePath folder inside the suite's bundle
     */
    record Prove(String fixturePath) implements JobKind {}

    /** The reference solution, to measure what others are compared with. */
    record Calibrate() implements JobKind {}
}

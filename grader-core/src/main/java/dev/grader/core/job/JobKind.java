package dev.grader.core.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What a job is for. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JobKind.Grade.class, name = "grade"),
    @JsonSubTypes.Type(value = JobKind.Prove.class, name = "prove"),
    @JsonSubTypes.Type(value = JobKind.Calibrate.class, name = "calibrate"),
    @JsonSubTypes.Type(value = JobKind.RerunStep.class, name = "rerun_step")
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

    /**
     * The reference solution, to measure what others are compared with.
     *
     * @param tests those to measure, where the others are known from an earlier version of the suite; empty for all
     */
    record Calibrate(List<String> tests) implements JobKind {
        @SuppressWarnings("NullAway") // jobs from before there was a list have none
        public Calibrate {
            tests = tests == null ? List.of() : List.copyOf(tests);
        }

        /** All tests. */
        public Calibrate() {
            this(List.of());
        }
    }

    /**
     * Some tests of a student's submission: those that a new version of the suite has changed, or those that run after the
     * due date.
     *
     * @param submissionDigest SHA-256 of the archive
     */
    record RerunStep(String submissionDigest, List<String> tests) implements JobKind {
        public RerunStep {
            tests = List.copyOf(tests);
        }
    }
}

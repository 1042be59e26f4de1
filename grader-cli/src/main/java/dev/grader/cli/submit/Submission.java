package dev.grader.cli.submit;

import dev.grader.core.late.LedgerLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A submission as the service shows it. States and verdicts are text, so that a newer service can have more of them.
 *
 * @param queuePosition 1 for the next; null when it is not queued
 */
public record Submission(
        String id,
        String course,
        String assignment,
        String student,
        int attempt,
        Instant submittedAt,
        String sha256,
        long size,
        String state,
        @Nullable Integer queuePosition,
        Receipt receipt,
        Optional<Result> result) {
    /** Whether nothing more will happen by itself. */
    public boolean isDone() {
        return !state.equals("QUEUED") && !state.equals("RUNNING");
    }

    public boolean isGraded() {
        return state.equals("GRADED") && result.isPresent();
    }

    /**
     * Proof that the bytes were taken in.
     *
     * @param code to be shown to staff
     */
    public record Receipt(String code) {}

    /**
     * Points, verdicts and what they cost.
     *
     * @param complete false while tests wait for a person or for the due date
     * @param gradedBy which suite version and images made it
     */
    public record Result(
            List<Test> tests,
            BigDecimal raw,
            BigDecimal maximum,
            LedgerLine late,
            BigDecimal finalPoints,
            Optional<Boolean> complete,
            Optional<GradedBy> gradedBy) {}

    /** What made a grade. */
    public record GradedBy(int suiteVersion, String suiteDigest, Map<String, String> images, String machineKind) {
        public GradedBy {
            images = Map.copyOf(Objects.requireNonNullElse(images, Map.<String, String>of()));
        }
    }

    /**
     * One test of the suite.
     *
     * @param byPeople whether people grade it: then the messages are what they say
     */
    public record Test(
            String testId,
            String title,
            String visibility,
            String verdict,
            BigDecimal points,
            BigDecimal maximum,
            boolean byPeople,
            List<String> messages,
            @Nullable String output) {
        public Test {
            messages = List.copyOf(Objects.requireNonNullElse(messages, List.<String>of()));
        }
    }
}

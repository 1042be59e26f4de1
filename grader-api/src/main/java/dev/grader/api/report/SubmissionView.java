package dev.grader.api.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.grader.api.result.SubmissionResults.GradedBy;
import dev.grader.api.submission.Receipt;
import dev.grader.api.submission.SubmissionState;
import dev.grader.core.late.LedgerLine;
import dev.grader.core.measurement.MeasurementRecord.StepTiming;
import dev.grader.core.suite.Visibility;
import dev.grader.core.verdict.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A submission as its owner or the staff see it.
 *
 * @param student login of who handed it in
 * @param members logins of all whose work it is
 * @param queuePosition 1 for the next; null when it is not queued
 * @param suiteVersion number of the suite version that it is graded by; null of what people grade
 * @param claims how many times a worker took it
 * @param result null until it is graded
 */
public record SubmissionView(
        UUID id,
        String course,
        String assignment,
        String student,
        List<String> members,
        int attempt,
        Instant submittedAt,
        String fileName,
        String sha256,
        long size,
        List<String> collaborators,
        SubmissionState state,
        @Nullable Integer queuePosition,
        @Nullable Integer suiteVersion,
        Receipt receipt,
        Timings timings,
        int claims,
        @Nullable Result result) {
    public SubmissionView {
        members = List.copyOf(members);
        collaborators = List.copyOf(collaborators);
    }

    /** When things happened; null for what has not happened. */
    public record Timings(
            Instant acceptedAt,
            @Nullable Instant publishedAt,
            @Nullable Instant leasedAt,
            @Nullable Instant startedAt,
            @Nullable Instant comparedAt,
            @Nullable Instant scoredAt,
            List<StepTiming> steps) {
        public Timings {
            steps = List.copyOf(steps);
        }
    }

    /**
     * The grade.
     *
     * @param raw earned points, before lateness
     * @param maximum of the ordinary tests: extra credit can lift the points above it
     * @param finalPoints after lateness, rounded once
     * @param complete false while tests wait for a person or for the due date; the points are those until now
     * @param gradedBy suite version and images that made it
     */
    public record Result(
            List<TestResult> tests,
            BigDecimal raw,
            BigDecimal maximum,
            LedgerLine late,
            BigDecimal finalPoints,
            boolean complete,
            GradedBy gradedBy) {
        public Result {
            tests = List.copyOf(tests);
        }
    }

    /**
     * One test.
     *
     * @param byPeople whether people grade it: then the messages are what they say, whatever the verdict is
     * @param output what the student's code printed; empty when it may not be shown
     * @param staffMessages the whole evidence; missing for students
     */
    public record TestResult(
            String testId,
            String title,
            Visibility visibility,
            Verdict verdict,
            BigDecimal points,
            BigDecimal maximum,
            boolean extraCredit,
            boolean byPeople,
            List<String> messages,
            String output,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<String> staffMessages) {
        public TestResult {
            messages = List.copyOf(messages);
        }
    }
}

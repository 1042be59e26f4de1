package dev.grader.cli.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.core.proof.ProofReport;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A version of a suite, and what its fixtures got. */
public record SuiteVersion(int version, String digest, String state, Optional<Report> report, Optional<Jobs> jobs) {
    /** Whether its fixtures are graded still. */
    public boolean isProving() {
        return state.equals("PROVING");
    }

    public boolean isPublished() {
        return state.equals("PUBLISHED");
    }

    /** How far the proving is. */
    public record Jobs(int done, int total) {}

    /**
     * What came out.
     *
     * @param margins how near each verdict was, once all fixtures are graded
     */
    public record Report(List<FixtureResult> fixtures, List<JsonNode> problems, Optional<ProofReport> margins) {
        public Report {
            fixtures = List.copyOf(Objects.requireNonNullElse(fixtures, List.<FixtureResult>of()));
            problems = List.copyOf(Objects.requireNonNullElse(problems, List.<JsonNode>of()));
        }
    }

    /** What one fixture got; no points as long as it is not graded. */
    public record FixtureResult(
            String path,
            String kind,
            Optional<BigDecimal> points,
            Optional<BigDecimal> maximum,
            List<JsonNode> problems) {
        public FixtureResult {
            problems = List.copyOf(Objects.requireNonNullElse(problems, List.<JsonNode>of()));
        }
    }
}

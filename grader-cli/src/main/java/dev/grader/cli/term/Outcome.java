package dev.grader.cli.term;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What a change does, as the service says it.
 *
 * @param preview id
 * @param change number in the history, once it is made
 */
record Outcome(
        String preview,
        Optional<Long> change,
        List<Long> decisions,
        List<CellDiff> grades,
        List<FinalDiff> finals,
        List<String> warnings) {
    Outcome {
        decisions = List.copyOf(decisions);
        grades = List.copyOf(grades);
        finals = List.copyOf(finals);
        warnings = List.copyOf(warnings);
    }

    /** A grade before and after. */
    record CellDiff(String student, String assignment, CellState before, CellState after) {}

    /** How a student stands in an assignment. */
    record CellState(String standing, Optional<BigDecimal> points, int charged, String explanation) {
        String words() {
            return points.map(BigDecimal::toPlainString).orElse(standing);
        }
    }

    /** A final grade before and after. */
    record FinalDiff(String student, Optional<BigDecimal> before, Optional<BigDecimal> after) {
        static String words(Optional<BigDecimal> grade) {
            return grade.map(BigDecimal::toPlainString).orElse("none");
        }
    }
}

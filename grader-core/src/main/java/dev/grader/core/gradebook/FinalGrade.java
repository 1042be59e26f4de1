package dev.grader.core.gradebook;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The final grade of a student.
 *
 * @param grade rounded; empty while a weight is unknown, or nothing counts yet
 * @param provisional whether something is still open
 * @param derivation how it came about, a sentence for each step
 */
public record FinalGrade(Optional<BigDecimal> grade, boolean provisional, List<String> derivation) {
    public FinalGrade {
        derivation = List.copyOf(derivation);
    }
}

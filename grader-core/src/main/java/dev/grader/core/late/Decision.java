package dev.grader.core.late;

import dev.grader.core.late.policy.Cost;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What becomes of a part: which submission counts, what the budget covers, what the rest costs.
 *
 * @param covered units late that cost no points
 * @param charged units that the student's budget pays for them
 * @param points rounded; with full marks where the submission is not graded
 * @param refused the submission that would have counted, had it not been refused
 */
record Decision(
        Candidate candidate,
        int covered,
        int charged,
        Limit limit,
        Cost cost,
        BigDecimal points,
        Optional<Decision> refused) {
    boolean isRefused() {
        return cost instanceof Cost.Refused;
    }

    /** The same in the place of another submission. */
    Decision insteadOf(Decision other) {
        return new Decision(candidate, covered, charged, limit, cost, points, Optional.of(other));
    }
}

package dev.grader.core.late;

import dev.grader.core.late.policy.Cost;
import java.math.BigDecimal;

/**
 * What becomes of a part: which submission counts, what the budget covers, what the rest costs.
 *
 * @param covered units late that cost no points
 * @param charged units that the student's budget pays for them
 * @param points rounded; with full marks where the submission is not graded
 */
record Decision(Candidate candidate, int covered, int charged, Limit limit, Cost cost, BigDecimal points) {}

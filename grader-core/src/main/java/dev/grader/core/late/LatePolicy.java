package dev.grader.core.late;

import java.math.BigDecimal;
import java.util.List;

/**
 * A late policy as data; this first version has what the slack days of course A need.
 *
 * @param graceSeconds after the due date that cost nothing
 * @param budgets slack days of the term, by category of assignment
 * @param capPerAssignment most slack days that one assignment may use
 * @param penaltyPercentPerDay of the earned points, for every late day that no slack day covers
 * @param scale digits after the point of a final score, rounded half up once, at the end
 */
public record LatePolicy(
        int graceSeconds, List<Budget> budgets, int capPerAssignment, BigDecimal penaltyPercentPerDay, int scale) {
    public LatePolicy {
        budgets = List.copyOf(budgets);
        if (graceSeconds < 0 || capPerAssignment < 0 || penaltyPercentPerDay.signum() < 0 || scale < 0) {
            throw new IllegalArgumentException("grace, cap, penalty and scale cannot be negative");
        }
    }

    /**
     * Slack days of one kind.
     *
     * @param category of assignments that may draw on it
     * @param days for the whole term
     */
    public record Budget(String category, int days) {
        public Budget {
            if (days < 0) {
                throw new IllegalArgumentException("the budget for " + category + " cannot be negative");
            }
        }
    }
}

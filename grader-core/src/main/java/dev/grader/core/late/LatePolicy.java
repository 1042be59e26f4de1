package dev.grader.core.late;

import dev.grader.core.late.policy.Consequence;
import dev.grader.core.late.policy.Counted;
import dev.grader.core.late.policy.DayKind;
import dev.grader.core.late.policy.Early;
import dev.grader.core.late.policy.Grace;
import dev.grader.core.late.policy.LateClock;
import dev.grader.core.late.policy.LateUnit;
import dev.grader.core.late.policy.Operand;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.late.policy.Rounding;
import dev.grader.core.late.policy.Rules;
import dev.grader.core.late.policy.TeamRule;
import dev.grader.core.late.policy.Use;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The late policy as it is stored with a course; the short form of a {@link Policy} with slack days by category and so many
 * percent for every further day.
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

    /** The same policy in full. */
    public Policy toPolicy() {
        Consequence percent = new Consequence.Steps(List.of(penaltyPercentPerDay), Consequence.Then.CONTINUE);
        return new Policy(
                "slack days",
                new LateClock(LateUnit.DAY, Rounding.UP, DayKind.ABSOLUTE, new Grace(graceSeconds, Grace.Place.EVERY)),
                budgets.stream()
                        .map(budget -> new dev.grader.core.late.policy.Budget(
                                budget.category(), budget.days(), List.of(budget.category())))
                        .toList(),
                new Rules(OptionalInt.of(capPerAssignment), percent, percent, OptionalInt.empty(), true),
                Map.of(),
                Use.AUTOMATIC,
                TeamRule.EACH,
                Counted.LATEST,
                true,
                Operand.EARNED,
                BigDecimal.ZERO,
                Early.NONE,
                scale);
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

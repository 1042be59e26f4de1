package dev.grader.core.late;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What one assignment cost a student.
 *
 * @param lateSeconds after the effective due date, grace included
 * @param daysLate started days
 * @param daysCharged of them, from the budget
 * @param budget category of the budget, when the policy has one for the assignment
 * @param budgetBefore days left in it before this line
 * @param penaltyPercent of the earned points
 * @param explanation one sentence for the student: "27 h late = 2 days; 2 of your 10 practical days used, 8 left; no penalty"
 */
public record LedgerLine(
        String assignment,
        long lateSeconds,
        int daysLate,
        int daysCharged,
        Optional<String> budget,
        int budgetTotal,
        int budgetBefore,
        BigDecimal penaltyPercent,
        String explanation) {}

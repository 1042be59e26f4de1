package dev.grader.core.late;

import dev.grader.core.late.policy.Consequence;
import dev.grader.core.late.policy.Cost;
import dev.grader.core.late.policy.Operand;
import dev.grader.core.late.policy.Share;
import java.math.BigDecimal;

/** Says what lateness takes from the points. */
final class CostWords {
    private CostWords() {}

    /** "20 % of the earned points lost". */
    static String of(Cost cost, Operand operand) {
        return switch (cost) {
            case Cost.Penalty(Share amount) -> amount.isZero() ? "no penalty" : penalty(amount, operand);
            case Cost.Zero zero -> "zero points";
            case Cost.Refused refused -> "does not count";
        };
    }

    private static String penalty(Share amount, Operand operand) {
        return switch (operand) {
            case EARNED -> amount.words() + " % of the earned points lost";
            case POSSIBLE -> amount.words() + " % of the possible points lost";
            case CAP -> "at most " + left(amount).words() + " % of the possible points";
            case POINTS -> amount.words() + " points lost";
        };
    }

    private static Share left(Share amount) {
        BigDecimal whole = Consequence.HUNDRED.multiply(amount.denominator());
        return new Share(whole.subtract(amount.numerator()), amount.denominator());
    }
}

package dev.grader.core.late.policy;

import java.util.OptionalInt;

/**
 * What may differ between categories.
 *
 * @param cap most units of a budget that one part may use
 * @param afterCap for units late beyond the cap while budget is left
 * @param afterBudget for all other units late that no budget covers
 * @param cutOff units after the due date after which nothing counts
 * @param slackMovesCutOff whether units of a budget move the cut-off; if not, they only take away the penalty
 */
public record Rules(
        OptionalInt cap, Consequence afterCap, Consequence afterBudget, OptionalInt cutOff, boolean slackMovesCutOff) {
    public Rules {
        if (cap.orElse(0) < 0 || cutOff.orElse(0) < 0) {
            throw new IllegalArgumentException("cap and cut-off cannot be negative");
        }
    }

    /** Whether it matters by what the units are limited. */
    public boolean distinguishesCap() {
        return !afterCap.equals(afterBudget);
    }
}

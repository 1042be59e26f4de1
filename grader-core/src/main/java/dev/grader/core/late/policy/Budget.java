package dev.grader.core.late.policy;

import java.util.List;

/**
 * Units that a student may spend over the term.
 *
 * @param name for people: "practical"
 * @param amount at the beginning, in units of the policy
 * @param categories of parts that draw on it; empty for all that no other budget names
 */
public record Budget(String name, int amount, List<String> categories) {
    public Budget {
        categories = List.copyOf(categories);
        if (amount < 0) {
            throw new IllegalArgumentException("the budget " + name + " cannot be negative");
        }
    }
}

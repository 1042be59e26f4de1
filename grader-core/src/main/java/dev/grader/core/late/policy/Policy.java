package dev.grader.core.late.policy;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A late policy.
 *
 * @param clock how lateness is counted
 * @param budgets of the term; a category belongs to one at most
 * @param rules for all categories but those in {@code categories}
 * @param partial whether a budget may cover some of the units late; if not, all or none
 * @param floor percent of the earned points that penalties leave; zero and refusal leave nothing
 * @param scale digits after the point of the final points, rounded half up once
 */
public record Policy(
        String title,
        LateClock clock,
        List<Budget> budgets,
        Rules rules,
        Map<String, Rules> categories,
        Use use,
        TeamRule team,
        Counted counted,
        boolean partial,
        Operand operand,
        BigDecimal floor,
        Early early,
        int scale) {
    public Policy {
        budgets = List.copyOf(budgets);
        categories = Map.copyOf(categories);
        refuseSharedCategories(budgets);
        if (floor.signum() < 0 || floor.compareTo(Consequence.HUNDRED) > 0) {
            throw new IllegalArgumentException("the floor must be from 0 to 100 percent");
        }
        if (use == Use.BEST && team != TeamRule.EACH) {
            throw new IllegalArgumentException("use: best goes with team: each only; what is best for one member of a"
                    + " team may not be for another");
        }
        if (use == Use.BEST
                && (rules.distinguishesCap() || categories.values().stream().anyMatch(Rules::distinguishesCap))) {
            throw new IllegalArgumentException("use: best needs no after_cap: days are given out only at the end, so no"
                    + " day is beyond the cap while budget is left");
        }
    }

    /** The rules for a category. */
    public Rules rules(String category) {
        return categories.getOrDefault(category, rules);
    }

    /** The budget that a category draws on: the one that names it, else the one that names none. */
    public Optional<Budget> budget(String category) {
        return budgets.stream()
                .filter(budget -> budget.categories().contains(category))
                .findFirst()
                .or(() -> budgets.stream()
                        .filter(budget -> budget.categories().isEmpty())
                        .findFirst());
    }

    private static void refuseSharedCategories(List<Budget> budgets) {
        Set<String> categories = new HashSet<>();
        Set<String> names = new HashSet<>();
        boolean hasGeneral = false;
        for (Budget budget : budgets) {
            for (String category : budget.categories()) {
                if (!categories.add(category)) {
                    throw new IllegalArgumentException(
                            "the category " + category + " draws on two budgets; name it in one only");
                }
            }
            if (!names.add(budget.name())) {
                throw new IllegalArgumentException("two budgets are called " + budget.name() + "; rename one");
            }
            if (budget.categories().isEmpty() && hasGeneral) {
                throw new IllegalArgumentException(
                        "only one budget can be without categories; " + budget.name() + " is the second");
            }
            hasGeneral |= budget.categories().isEmpty();
        }
    }
}

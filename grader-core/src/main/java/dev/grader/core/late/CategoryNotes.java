package dev.grader.core.late;

import dev.grader.core.late.policy.Budget;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.suite.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What does not fit between the categories of a late policy and those of the assignments. None of it is an error: a category that the
 * policy does not name has the rules of all, and what the policy names may come later. But a word that was written in two ways takes
 * slack days away from everybody, and nothing else would say so.
 */
public final class CategoryNotes {
    private static final int NAMED = 5;

    private final Policy policy;
    private final Set<String> there;
    private final SortedMap<String, List<String>> unknown;

    private CategoryNotes(Policy policy, Collection<Part> parts) {
        this.policy = policy;
        this.there = parts.stream().map(Part::category).collect(Collectors.toSet());
        this.unknown = parts.stream()
                .filter(part -> part.due().isPresent())
                .filter(part -> !isNamed(policy, part.category()))
                .collect(Collectors.groupingBy(
                        Part::category, TreeMap::new, Collectors.mapping(Part::id, Collectors.toList())));
    }

    /** Sentences; none where all fits, or where the policy does not distinguish categories. */
    public static List<String> of(Policy policy, Collection<Part> parts) {
        return new CategoryNotes(policy, parts).notes();
    }

    /** Whether a budget or rules of the policy name a category. */
    public static boolean isNamed(Policy policy, String category) {
        return policy.categories().containsKey(category)
                || policy.budgets().stream()
                        .anyMatch(budget -> budget.categories().contains(category));
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        unknown.forEach((category, parts) -> {
            if (isWithoutBudget(category)) {
                notes.add(withoutBudget(category, parts));
            }
        });
        boolean isAnyWithout = !notes.isEmpty();
        for (Map.Entry<String, String> named : named().entrySet()) {
            String category = named.getKey();
            boolean isMissing = !there.contains(category);
            // alone it may be of assignments that are still to come
            if (isMissing
                    && (isAnyWithout
                            || Spelling.nearest(category, unknown.keySet()).isPresent())) {
                notes.add(named.getValue() + " for the category '" + category + "', which no assignment has.");
            }
        }
        return notes;
    }

    private boolean isWithoutBudget(String category) {
        return !policy.budgets().isEmpty() && policy.budget(category).isEmpty();
    }

    private String withoutBudget(String category, List<String> parts) {
        SortedSet<String> budgeted = new TreeSet<>();
        policy.budgets().forEach(budget -> budgeted.addAll(budget.categories()));
        return "The late policy has budgets for " + joined(List.copyOf(budgeted)) + ", and none for '" + category
                + "', the category of " + joined(parts) + ": no slack days there."
                + nearest(category).map(near -> " Did you mean '" + near + "'?").orElse("");
    }

    private Optional<String> nearest(String category) {
        return Spelling.nearest(category, named().keySet());
    }

    /** The categories that the policy names, with the beginning of a sentence that says where. */
    private SortedMap<String, String> named() {
        SortedMap<String, String> named = new TreeMap<>();
        policy.categories().keySet().forEach(category -> named.put(category, "The late policy has rules"));
        for (Budget budget : policy.budgets()) {
            budget.categories().forEach(category -> named.put(category, "The budget '" + budget.name() + "' is"));
        }
        return named;
    }

    private static String joined(List<String> words) {
        if (words.size() > NAMED) {
            return String.join(", ", words.subList(0, NAMED)) + " and " + (words.size() - NAMED) + " more";
        }
        return words.size() == 1
                ? words.getFirst()
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }
}

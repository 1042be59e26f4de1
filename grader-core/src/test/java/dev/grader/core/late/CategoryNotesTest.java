package dev.grader.core.late;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.late.file.LatePresets;
import dev.grader.core.late.policy.Policy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CategoryNotesTest {
    private static final String TWO = """
            budgets:
              - {name: theory, amount: 5, categories: [theoretical]}
              - {name: practice, amount: 8, categories: [practical]}
            after_budget: zero
            """;

    @Test
    void whatFitsIsNotSpokenOf() {
        Policy policy = LateVectorsTest.policy(TWO);
        assertThat(notes(policy)).isEmpty();
        assertThat(notes(policy, part("hw1", "theoretical"), part("hw2", "practical")))
                .isEmpty();
        // practical ones may come later, and an exam is never late
        assertThat(notes(policy, part("hw1", "theoretical"), never("midterm", "exam")))
                .isEmpty();
    }

    @Test
    void aPolicyThatDoesNotDistinguishCategoriesKnowsAll() {
        assertThat(notes(LateVectorsTest.policy("after_budget: zero\n"), part("hw1", "homework")))
                .isEmpty();
        assertThat(notes(
                        LateVectorsTest.policy("budgets: [{name: slack, amount: 5}]\nafter_budget: zero\n"),
                        part("hw1", "homework")))
                .isEmpty();
    }

    @Test
    void anAssignmentWithAnUnknownCategoryHasNoSlackDays() {
        Policy policy = LateVectorsTest.policy(TWO);
        assertThat(notes(policy, part("hw1", "practical"), part("hw2", "theoretical"), part("hw3", "practial")))
                .containsExactly(
                        "The late policy has budgets for practical and theoretical, and none for 'practial', the"
                                + " category of hw3: no slack days there. Did you mean 'practical'?");
        Part[] many = new Part[8];
        for (int i = 0; i < many.length; i++) {
            many[i] = part("hw" + i, i < 7 ? "project" : "theoretical");
        }
        assertThat(notes(policy, many))
                .containsExactly(
                        "The late policy has budgets for practical and theoretical, and none for 'project', the category"
                                + " of hw0, hw1, hw2, hw3, hw4 and 2 more: no slack days there.",
                        "The budget 'practice' is for the category 'practical', which no assignment has.");
    }

    @Test
    void aBudgetForAWordThatNoAssignmentHasIsNamed() {
        Policy policy = LateVectorsTest.policy(
                "budgets: [{name: practice, amount: 8, categories: [practicl]}]\nafter_budget: zero\n");
        assertThat(notes(policy, part("hw1", "practical"), part("hw2", "practical")))
                .containsExactly(
                        "The late policy has budgets for practicl, and none for 'practical', the category of hw1 and hw2:"
                                + " no slack days there. Did you mean 'practicl'?",
                        "The budget 'practice' is for the category 'practicl', which no assignment has.");
    }

    @Test
    void otherRulesForAWordThatNoAssignmentHasAreNamedWhereAnotherWordIsNear() {
        Policy policy = LateVectorsTest.policy(
                "budgets: [{name: slack, amount: 8}]\nafter_budget: zero\ncategories: {projct: {cap: 1}}\n");
        assertThat(notes(policy, part("hw1", "homework"))).isEmpty();
        assertThat(notes(policy, part("hw1", "homework"), part("final", "project")))
                .containsExactly("The late policy has rules for the category 'projct', which no assignment has.");
    }

    @Test
    void aCategoryWithRulesOfItsOwnNeedsNoBudget() {
        Policy policy = LateVectorsTest.policy(TWO + "categories: {project: {after_budget: refused}}\n");
        assertThat(notes(policy, part("hw1", "practical"), part("final", "project")))
                .isEmpty();
    }

    @Test
    void presetsFitTheirOwnCategories() {
        assertThat(notes(LatePresets.policy("sharif-ce-40719"), part("hw1", "theoretical"), never("midterm", "exam")))
                .isEmpty();
        assertThat(notes(LatePresets.policy("intro-dl-pytorch"), part("task1", "task")))
                .isEmpty();
    }

    private static List<String> notes(Policy policy, Part... parts) {
        return CategoryNotes.of(policy, List.of(parts));
    }

    private static Part part(String id, String category) {
        return Part.due(id, category, Instant.EPOCH, BigDecimal.TEN);
    }

    private static Part never(String id, String category) {
        return new Part(
                id, category, Optional.empty(), Optional.empty(), Optional.empty(), BigDecimal.TEN, BigDecimal.ONE);
    }
}

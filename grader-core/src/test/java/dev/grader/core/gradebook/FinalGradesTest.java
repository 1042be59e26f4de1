package dev.grader.core.gradebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FinalGradesTest {
    private static final BigDecimal HUNDRED = new BigDecimal("100");

    /** Midterm 20 %, final 25 %, homework 55 % of two parts. */
    private final GradingScheme sharif = scheme(
            component("midterm", "20", item("midterm", "30")),
            component("final", "25", item("final", "40")),
            component("homework", "55", item("hw1", "20"), item("hw2", "10")));

    @Test
    void theWeightedSumIsRoundedOnce() {
        // 20 · 21/30 + 25 · 33/40 + 55 · (17.5 + 9)/30 = 14 + 20.625 + 48.58333… = 83.20833…
        FinalGrade grade = grade(
                sharif,
                Map.of("midterm", earned("21"), "final", earned("33"), "hw1", earned("17.5"), "hw2", earned("9")));

        assertThat(grade.grade()).contains(new BigDecimal("83.21"));
        assertThat(grade.provisional()).isFalse();
        assertThat(grade.derivation())
                .containsExactly(
                        "midterm (20 %): midterm 21/30 = 70 %, which gives 14 of 20",
                        "final (25 %): final 33/40 = 82.5 %, which gives 20.625 of 25",
                        "homework (55 %): hw1 17.5/20; hw2 9/10 = 88.3333 %, which gives 48.5833 of 55",
                        "Final grade: 83.2083 = 83.2083 %, which is 83.21 of 100.");
    }

    @Test
    void aTieIsRoundedUpFromTheExactNumber() {
        // 0.00015/3 is 0.005 % exactly
        GradingScheme scheme = scheme(component("all", "100", item("a", "3")));
        assertThat(grade(scheme, Map.of("a", earned("0.00015"))).grade()).contains(new BigDecimal("0.01"));
        assertThat(grade(scheme, Map.of("a", earned("0.000149999"))).grade()).contains(new BigDecimal("0.00"));
    }

    @Test
    void whatIsOpenIsLeftOutAndSaidToBe() {
        // (20 · 0.7 + 55 · 0.5) / 75 = 55.333…
        FinalGrade grade = grade(sharif, Map.of("midterm", earned("21"), "hw1", earned("10")));

        assertThat(grade.grade()).contains(new BigDecimal("55.33"));
        assertThat(grade.provisional()).isTrue();
        assertThat(grade.derivation().get(2)).startsWith("homework (55 %): hw1 10/20; some still open = 50 %");
        assertThat(grade.derivation().getLast()).contains("41.5 of the 75 that count");
    }

    @Test
    void extraPointsWithoutAnyOtherItemAreSaidNotToCountYet() {
        GradingScheme scheme = scheme(
                component("exam", "50", item("exam", "10")),
                component(
                        "homework",
                        "50",
                        item("hw1", "10"),
                        new Item("bonus", "bonus", BigDecimal.TEN, BigDecimal.ONE, true)));
        FinalGrade grade =
                grade(scheme, Map.of("exam", earned("8"), "hw1", new Standing.Excused(), "bonus", earned("10")));

        assertThat(grade.grade()).contains(new BigDecimal("80.00"));
        assertThat(grade.derivation().get(1))
                .isEqualTo(
                        "homework (50 %): bonus 10 extra; hw1 excused; extra points count once another item of it does");
    }

    @Test
    void missingIsZeroExcusedIsNot() {
        Map<String, Standing> missing = Map.of(
                "midterm", earned("30"), "final", earned("40"), "hw1", earned("20"), "hw2", new Standing.Missing());
        Map<String, Standing> excused = Map.of(
                "midterm", earned("30"), "final", earned("40"), "hw1", earned("20"), "hw2", new Standing.Excused());

        assertThat(grade(sharif, missing).grade()).contains(new BigDecimal("81.67"));
        assertThat(grade(sharif, excused).grade()).contains(new BigDecimal("100.00"));
        assertThat(grade(sharif, excused).provisional()).isFalse();
    }

    @Test
    void anExcusedComponentHandsItsWeightOn() {
        // (25 · 0.5 + 55 · 1) / 80 = 84.375
        FinalGrade grade = grade(
                sharif,
                Map.of(
                        "midterm",
                        new Standing.Excused(),
                        "final",
                        earned("20"),
                        "hw1",
                        earned("20"),
                        "hw2",
                        earned("10")));

        assertThat(grade.grade()).contains(new BigDecimal("84.38"));
        assertThat(grade.provisional()).isFalse();
        assertThat(grade.derivation().getFirst()).endsWith("its weight goes to the other components");
    }

    @Test
    void withoutAllWeightsThereIsNoGradeButThereAreShares() {
        GradingScheme scheme = new GradingScheme(
                HUNDRED,
                2,
                false,
                List.of(
                        component("homework", "40", item("hw1", "20")),
                        new Component(
                                "talk",
                                "Talk",
                                Optional.empty(),
                                false,
                                Combination.POINTS,
                                new Kept.All(),
                                List.of(item("talk", "10")))));
        FinalGrade grade = grade(scheme, Map.of("hw1", earned("15"), "talk", earned("9")));

        assertThat(grade.grade()).isEmpty();
        assertThat(grade.provisional()).isTrue();
        assertThat(grade.derivation())
                .containsExactly(
                        "homework (40 %): hw1 15/20 = 75 %, which gives 30 of 40",
                        "Talk (weight not known yet): talk 9/10 = 90 %",
                        "There is no final grade yet: the weight is not known of Talk.");
    }

    @Test
    void theDropThatHelpsMostIsNotTheLowestShare() {
        // 0/1 is the lowest share, but without 40/100 the rest is 81 %, without 0/1 it is 60.5 %
        Component homework = new Component(
                "homework",
                "Homework",
                Optional.of(HUNDRED),
                false,
                Combination.POINTS,
                new Kept.AllBut(1),
                List.of(item("small", "1"), item("large", "100"), item("good", "100")));
        FinalGrade grade =
                grade(scheme(homework), Map.of("small", earned("0"), "large", earned("40"), "good", earned("81.81")));

        assertThat(grade.grade()).contains(new BigDecimal("81.00"));
        assertThat(grade.derivation().getFirst()).contains("large 40/100 dropped");
    }

    @Test
    void theBestAreKeptWhateverIsExcusedOrOpen() {
        Component homework = new Component(
                "homework",
                "Homework",
                Optional.of(HUNDRED),
                false,
                Combination.POINTS,
                new Kept.Best(2),
                List.of(item("hw1", "10"), item("hw2", "10"), item("hw3", "10")));
        // the best two of three; of one excused and two marked, both; dropping one would keep hw1 alone
        assertThat(grade(scheme(homework), Map.of("hw1", earned("9"), "hw2", earned("4"), "hw3", earned("8")))
                        .grade())
                .contains(new BigDecimal("85.00"));
        assertThat(grade(
                                scheme(homework),
                                Map.of("hw1", earned("9"), "hw2", earned("4"), "hw3", new Standing.Excused()))
                        .grade())
                .contains(new BigDecimal("65.00"));
        assertThat(grade(scheme(homework), Map.of("hw1", earned("9"), "hw2", earned("4")))
                        .grade())
                .contains(new BigDecimal("65.00"));
    }

    @Test
    void aComponentWithoutItemsIsOpen() {
        FinalGrade grade = grade(
                scheme(component("midterm", "20", item("midterm", "30")), component("homework", "80")),
                Map.of("midterm", earned("15")));
        assertThat(grade.grade()).contains(new BigDecimal("50.00"));
        assertThat(grade.provisional()).isTrue();
    }

    @Test
    void aMeanCountsEachItemByItsWeight() {
        // (1 · 0.5 + 3 · 0.9) / 4 = 0.8
        Component quizzes = new Component(
                "quizzes",
                "Quizzes",
                Optional.of(HUNDRED),
                false,
                Combination.MEAN,
                new Kept.All(),
                List.of(
                        new Item("q1", "q1", new BigDecimal("40"), BigDecimal.ONE, false),
                        new Item("q2", "q2", BigDecimal.TEN, new BigDecimal("3"), false)));

        assertThat(grade(scheme(quizzes), Map.of("q1", earned("20"), "q2", earned("9")))
                        .grade())
                .contains(new BigDecimal("80.00"));
    }

    @Test
    void extraCreditAddsAboveAndNeverBelow() {
        Item bonus = new Item("bonus", "bonus", new BigDecimal("5"), BigDecimal.ONE, true);
        GradingScheme scheme = scheme(component("homework", "100", item("hw1", "20"), bonus));

        assertThat(grade(scheme, Map.of("hw1", earned("18"), "bonus", earned("4")))
                        .grade())
                .contains(new BigDecimal("110.00"));
        assertThat(grade(scheme, Map.of("hw1", earned("18"), "bonus", new Standing.Missing()))
                        .grade())
                .contains(new BigDecimal("90.00"));
    }

    @Test
    void anExtraComponentIsOnTopUnlessTheSchemeIsCapped() {
        List<Component> components = List.of(
                component("homework", "100", item("hw1", "20")),
                new Component(
                        "repeat",
                        "Reproduction",
                        Optional.of(new BigDecimal("10")),
                        true,
                        Combination.POINTS,
                        new Kept.All(),
                        List.of(item("repeat", "10"))));
        Map<String, Standing> standings = Map.of("hw1", earned("19"), "repeat", earned("8"));

        assertThat(grade(new GradingScheme(new BigDecimal("20"), 2, false, components), standings)
                        .grade())
                .contains(new BigDecimal("20.60"));
        assertThat(grade(new GradingScheme(new BigDecimal("20"), 2, true, components), standings)
                        .grade())
                .contains(new BigDecimal("20.00"));
    }

    @Test
    void anUnknownItemIsTold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grade(sharif, Map.of("hw9", earned("1"))))
                .withMessageContaining("hw9");
    }

    @Test
    void impossibleWeightsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scheme(component("a", "60", item("x", "1")), component("b", "50", item("y", "1"))))
                .withMessageContaining("110 %");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scheme(component("a", "60", item("x", "1"))))
                .withMessageContaining("60 %, not 100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scheme(component("a", "60", item("x", "1")), component("b", "40", item("x", "1"))))
                .withMessageContaining("'x' is in two components");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> component("a", "-1", item("x", "1")))
                .withMessageContaining("-1 %");
    }

    private static FinalGrade grade(GradingScheme scheme, Map<String, Standing> standings) {
        return new FinalGrades(scheme).of(standings);
    }

    private static GradingScheme scheme(Component... components) {
        return new GradingScheme(HUNDRED, 2, false, Arrays.asList(components));
    }

    private static Component component(String id, String weight, Item... items) {
        return new Component(
                id,
                id,
                Optional.of(new BigDecimal(weight)),
                false,
                Combination.POINTS,
                new Kept.All(),
                Arrays.asList(items));
    }

    private static Item item(String id, String possible) {
        return new Item(id, id, new BigDecimal(possible), BigDecimal.ONE, false);
    }

    private static Standing earned(String points) {
        return new Standing.Earned(new BigDecimal(points));
    }
}

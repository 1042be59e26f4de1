package dev.grader.core.gradebook.term;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.gradebook.Standing;
import dev.grader.core.gradebook.scheme.SchemeDocument;
import dev.grader.core.gradebook.scheme.SchemeParser;
import dev.grader.core.gradebook.term.Facts.CellKey;
import dev.grader.core.gradebook.term.Facts.Entered;
import dev.grader.core.late.Event;
import dev.grader.core.late.file.PolicyParser;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorthTest {
    private static final Instant DUE = Instant.parse("2026-03-01T12:00:00Z");

    private static final String HALVES = """
            - {id: homework, weight: 50, items: [hw1, hw2]}
            - {id: labs, weight: 50, items: [lab]}
            """;
    private static final List<Column> LAB_AND_HOMEWORKS =
            List.of(column("hw1", 100), column("hw2", 100), column("lab", 100));

    private static final List<Column> COLUMNS = List.of(column("project", 20), column("hw1", 100));

    /**
     * Two days are there, and both are two days late at 10 % a day. In points hw1 loses more (20 against 4), but the project
     * is four times as much of the final grade: 20 · 0.8 + 80 = 96, not 20 + 80 · 0.8 = 84.
     */
    @Test
    void bestForTheStudentIsTheBestFinalGrade() {
        Gradebook gradebook = gradebook("""
                - {id: homework, weight: 20, items: [hw1]}
                - {id: project, weight: 80, items: [project]}
                """);
        assertThat(gradebook.students().getFirst().grade().grade()).contains(new BigDecimal("96.00"));
        assertThat(charged(gradebook, "project")).isEqualTo(2);
    }

    @Test
    void whileAWeightIsNotKnownPointsDecide() {
        Gradebook gradebook = gradebook("""
                - {id: homework, weight: 20, items: [hw1]}
                - {id: project, items: [project]}
                """);
        assertThat(charged(gradebook, "hw1")).isEqualTo(2);
    }

    @Test
    void whatCountsNowhereTakesNoDays() {
        Gradebook gradebook = gradebook("- {id: project, weight: 100, items: [project]}\n");
        assertThat(charged(gradebook, "project")).isEqualTo(2);
        assertThat(charged(gradebook, "hw1")).isZero();
    }

    @Test
    void daysThatNothingElseNeedsGoToWhatCountsNowhere() {
        Gradebook gradebook = gradebook(
                "- {id: project, weight: 100, items: [project]}\n",
                COLUMNS,
                List.of(twoDaysLate("hw1", 100)),
                Map.of());
        assertThat(charged(gradebook, "hw1")).isEqualTo(2);
    }

    /**
     * Half for two homeworks of 100, half for a lab of 100. Excused from hw2, hw1 alone carries its half: a point of it is
     * worth as much as one of the lab, and hw1 with 100 points loses 20 to the lab's 12. Were hw2 counted, a point of hw1 would
     * be worth half as much, and the lab would get the days: (100 - 20) / 2 + 60 / 2 = 70 instead of 100 / 2 + 48 / 2 = 74.
     */
    @Test
    void whatTheStudentIsExcusedFromIsNotCounted() {
        Gradebook gradebook = gradebook(
                HALVES,
                LAB_AND_HOMEWORKS,
                List.of(new Event.Excuse("ada", "hw2", "ill"), twoDaysLate("hw1", 100), twoDaysLate("lab", 60)),
                Map.of());
        assertThat(gradebook.students().getFirst().grade().grade()).contains(new BigDecimal("74.00"));
    }

    /** Excused from both homeworks, only the lab is left, and the days are for it. */
    @Test
    void aComponentWithNothingInItHandsItsWeightOn() {
        assertThat(new Worth(
                                scheme(HALVES)
                                        .resolve(LAB_AND_HOMEWORKS.stream()
                                                .map(Column::inScheme)
                                                .toList())
                                        .scheme(),
                                LAB_AND_HOMEWORKS)
                        .of(Set.of("hw1", "hw2"), Set.of()))
                .hasEntrySatisfying("lab", share -> assertThat(share).isEqualByComparingTo("1"))
                .hasEntrySatisfying("hw1", share -> assertThat(share).isZero());
    }

    /**
     * The lab's 60 points were typed in, and its lateness takes none of them. A point of it is worth twice one of hw1, so it
     * would get the days: (80 + 100) / 4 + 60 / 2 = 75 instead of 200 / 4 + 60 / 2 = 80.
     */
    @Test
    void whatWasTypedInNeedsNoDays() {
        Event onTime =
                new Event.Submission("hw2", "hw2", List.of("ada"), DUE, Optional.of(BigDecimal.valueOf(100)), false);
        Gradebook gradebook = gradebook(
                HALVES,
                LAB_AND_HOMEWORKS,
                List.of(twoDaysLate("hw1", 100), onTime, twoDaysLate("lab", 60)),
                Map.of(new CellKey("ada", "lab"), new Entered(BigDecimal.valueOf(60), "")));
        assertThat(gradebook.students().getFirst().grade().grade()).contains(new BigDecimal("80.00"));
        assertThat(charged(gradebook, "lab")).isZero();
    }

    /** hw1 was typed in and would gain more points; the project counts in no component, and takes the days. */
    @Test
    void daysThatAreLeftDoNotGoToWhatWasTypedIn() {
        Gradebook gradebook = gradebook(
                "- {id: homework, weight: 100, items: [hw1]}\n",
                COLUMNS,
                List.of(twoDaysLate("project", 20), twoDaysLate("hw1", 100)),
                Map.of(new CellKey("ada", "hw1"), new Entered(BigDecimal.valueOf(60), "")));
        assertThat(charged(gradebook, "hw1")).isZero();
        assertThat(charged(gradebook, "project")).isEqualTo(2);
    }

    /** By points and by the mean of two, each point of each is worth a third of a percent. */
    @Test
    void aThirdIsTheSameHoweverItWasDivided() {
        List<Column> columns =
                List.of(column("x1", 30), column("x2", 90), column("y1", 30), column("y2", 30), column("exam", 10));
        Map<String, BigDecimal> worth = new Worth(
                        scheme("""
                                - {id: x, weight: 40, items: [x1, x2]}
                                - {id: y, weight: 20, combination: mean, items: [y1, y2]}
                                - {id: exam, weight: 40, items: [exam]}
                                """)
                                .resolve(columns.stream().map(Column::inScheme).toList())
                                .scheme(),
                        columns)
                .of(Set.of(), Set.of());
        assertThat(worth.get("x1")).isEqualByComparingTo(worth.get("y1"));
    }

    @Test
    void aPointIsTheShareOfItsComponent() {
        assertThat(worth("- {id: all, weight: 100, items: [project, hw1]}\n"))
                .hasEntrySatisfying("project", share -> assertThat(share).isEqualByComparingTo("0.833333333333"))
                .hasEntrySatisfying("hw1", share -> assertThat(share).isEqualByComparingTo("0.833333333333"));
        assertThat(worth("- {id: all, weight: 100, combination: mean, items: [project, {id: hw1, weight: 3}]}\n"))
                .hasEntrySatisfying("project", share -> assertThat(share).isEqualByComparingTo("1.25"))
                .hasEntrySatisfying("hw1", share -> assertThat(share).isEqualByComparingTo("0.75"));
    }

    private static Map<String, BigDecimal> worth(String components) {
        return new Worth(
                        scheme(components)
                                .resolve(COLUMNS.stream().map(Column::inScheme).toList())
                                .scheme(),
                        COLUMNS)
                .of(Set.of(), Set.of());
    }

    private static Gradebook gradebook(String components) {
        return gradebook(components, COLUMNS, List.of(twoDaysLate("project", 20), twoDaysLate("hw1", 100)), Map.of());
    }

    private static Gradebook gradebook(
            String components, List<Column> columns, List<Event> events, Map<CellKey, Entered> entered) {
        return Gradebook.of(new Facts(
                PolicyParser.parse("policy.yaml", """
                        schema: 1
                        title: best
                        use: best
                        budgets: [{name: slack, amount: 2}]
                        after_budget: {per_unit: 10}
                        """),
                scheme(components),
                ZoneOffset.UTC,
                Optional.empty(),
                List.of(new Student("ada", "Ada")),
                columns,
                events,
                entered,
                Map.of(),
                DUE.plus(Duration.ofDays(9))));
    }

    private static SchemeDocument scheme(String components) {
        return SchemeParser.parse("scheme.yaml", "schema: 1\ncomponents:\n" + components);
    }

    private static Column column(String id, int possible) {
        return new Column(
                id,
                id,
                "homework",
                Column.Kind.FILE,
                Optional.empty(),
                Optional.of(DUE),
                Optional.empty(),
                Optional.empty(),
                Optional.of(BigDecimal.valueOf(possible)));
    }

    private static Event twoDaysLate(String column, int points) {
        return new Event.Submission(
                column,
                column,
                List.of("ada"),
                DUE.plus(Duration.ofDays(2)),
                Optional.of(BigDecimal.valueOf(points)),
                false);
    }

    private static int charged(Gradebook gradebook, String column) {
        return cell(gradebook, column).entry().charged();
    }

    private static Gradebook.Cell cell(Gradebook gradebook, String column) {
        return Optional.ofNullable(gradebook.students().getFirst().cells().get(column))
                .orElseThrow();
    }

    @Test
    void nothingHandedInYetIsNoWaitForAGrade() {
        Facts facts = new Facts(
                PolicyParser.parse("policy.yaml", "schema: 1\ntitle: none\nafter_budget: none\n"),
                scheme("- {id: all, weight: 100, items: [hw1]}\n"),
                ZoneOffset.UTC,
                Optional.empty(),
                List.of(new Student("ada", "Ada")),
                COLUMNS,
                List.of(),
                Map.of(),
                Map.of(),
                DUE.minusSeconds(1));
        Gradebook.Cell cell = cell(Gradebook.of(facts), "hw1");
        assertThat(cell.standing()).isEqualTo(new Standing.Open());
        assertThat(cell.explanation()).isEqualTo("nothing handed in yet");
    }
}

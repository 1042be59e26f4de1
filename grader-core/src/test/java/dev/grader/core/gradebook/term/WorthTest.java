package dev.grader.core.gradebook.term;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.gradebook.Standing;
import dev.grader.core.gradebook.scheme.SchemeDocument;
import dev.grader.core.gradebook.scheme.SchemeParser;
import dev.grader.core.late.Event;
import dev.grader.core.late.file.PolicyParser;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorthTest {
    private static final Instant DUE = Instant.parse("2026-03-01T12:00:00Z");

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
    void aPointIsTheShareOfItsComponent() {
        assertThat(worth("- {id: all, weight: 100, items: [project, hw1]}\n"))
                .hasEntrySatisfying("project", share -> assertThat(share).isEqualByComparingTo("0.8333333333333333"))
                .hasEntrySatisfying("hw1", share -> assertThat(share).isEqualByComparingTo("0.8333333333333333"));
        assertThat(worth("- {id: all, weight: 100, combination: mean, items: [project, {id: hw1, weight: 3}]}\n"))
                .hasEntrySatisfying("project", share -> assertThat(share).isEqualByComparingTo("1.25"))
                .hasEntrySatisfying("hw1", share -> assertThat(share).isEqualByComparingTo("0.75"));
    }

    private static Map<String, BigDecimal> worth(String components) {
        return Worth.of(
                scheme(components)
                        .resolve(COLUMNS.stream().map(Column::inScheme).toList())
                        .scheme(),
                COLUMNS);
    }

    private static Gradebook gradebook(String components) {
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
                List.of(new Student("ada", "Ada")),
                COLUMNS,
                List.of(twoDaysLate("project", 20), twoDaysLate("hw1", 100)),
                Map.of(),
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

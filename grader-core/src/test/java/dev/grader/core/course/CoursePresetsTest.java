package dev.grader.core.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.grader.core.course.CoursePreset.Assignment;
import dev.grader.core.course.CoursePreset.Kind;
import dev.grader.core.document.DocumentErrors;
import dev.grader.core.gradebook.GradingScheme;
import dev.grader.core.gradebook.Item;
import dev.grader.core.gradebook.scheme.ResolvedScheme;
import dev.grader.core.gradebook.scheme.SchemeDocument.Column;
import dev.grader.core.late.file.LatePresets;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.suite.SuiteError;
import dev.grader.core.time.SecondCalendar;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CoursePresetsTest {
    private static final String HEAD = """
            schema: 1
            title: t
            time_zone: Asia/Tehran
            late_policy: sharif-ce-40719
            """;
    private static final String SCHEME = """
            scheme: |
              schema: 1
              components: [{id: all, weight: 100, items: [exam]}]
            """;

    @Test
    void thereIsOneForEachOfTheFourCourses() {
        assertThat(CoursePresets.names())
                .containsExactly("sharif-ce-40719", "sharif-math-dl", "intro-dl-pytorch", "tum-theory-seminar");
    }

    static Stream<String> names() {
        return CoursePresets.names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everythingThatItNamesIsThere(String name) {
        CoursePreset preset = CoursePresets.preset(name);
        ResolvedScheme resolved = resolved(preset);
        // code has no points before it has a suite
        assertThat(resolved.unknown())
                .containsExactlyInAnyOrderElementsOf(preset.assignments().stream()
                        .filter(assignment -> assignment.kind() == Kind.CODE)
                        .map(Assignment::slug)
                        .toList());
        assertThat(resolved.uncounted()).isEmpty();
        assertThat(LatePresets.policy(preset.latePolicy()).title()).isNotBlank();
    }

    @Test
    void theCourseWithSlackDaysHasFiveHomeworksOfTwoPartsThatCountByTheirCategories() {
        CoursePreset preset = CoursePresets.preset("sharif-ce-40719");
        GradingScheme scheme = resolved(preset).scheme();
        assertThat(preset.timeZone()).isEqualTo(ZoneId.of("Asia/Tehran"));
        assertThat(preset.secondCalendar()).contains(SecondCalendar.SOLAR_HIJRI);
        assertThat(scheme.maximum()).isEqualByComparingTo("20");
        assertThat(scheme.components())
                .extracting(
                        component -> component.id() + " " + component.weight().orElseThrow())
                .containsExactly("midterm 20", "final 25", "homework 55");
        assertThat(items(scheme, 2))
                .containsExactly(
                        "hw1-theory",
                        "hw1-practice",
                        "hw2-theory",
                        "hw2-practice",
                        "hw3-theory",
                        "hw3-practice",
                        "hw4-theory",
                        "hw4-practice",
                        "hw5-theory",
                        "hw5-practice");
        Policy policy = LatePresets.policy(preset.latePolicy());
        assertThat(preset.assignments().stream()
                        .filter(assignment -> assignment.partOf().isPresent()))
                .allSatisfy(part -> {
                    boolean isTheory = part.slug().endsWith("-theory");
                    assertThat(part.slug()).startsWith(part.partOf().orElseThrow() + "-");
                    assertThat(part.kind()).isEqualTo(isTheory ? Kind.FILE : Kind.CODE);
                    assertThat(policy.budget(part.category())).isPresent();
                    // lateness is taken from what people mark only by a rubric
                    assertThat(part.rubric().isEmpty()).isNotEqualTo(isTheory);
                });
        assertThat(preset.assignments().stream()
                        .filter(assignment -> assignment.partOf().isEmpty()))
                .extracting(Assignment::slug, Assignment::kind)
                .containsExactly(tuple("midterm", Kind.NONE), tuple("final-exam", Kind.NONE));
    }

    @Test
    void thePaperProjectIsDoneInPairsAndMarkedByRubric() {
        CoursePreset preset = CoursePresets.preset("sharif-math-dl");
        assertThat(preset.secondCalendar()).contains(SecondCalendar.SOLAR_HIJRI);
        assertThat(weights(preset)).containsExactly("assignments 40", "final 30", "paper 30");
        List<Item> paper = resolved(preset).scheme().components().get(2).items();
        assertThat(paper)
                .extracting(Item::id, Item::extraCredit)
                .containsExactly(tuple("proposal", false), tuple("presentation", false), tuple("review", false));
        assertThat(preset.assignments().stream()
                        .filter(assignment -> assignment.category().equals("paper")))
                .hasSize(3)
                .allSatisfy(assignment -> {
                    assertThat(assignment.teamSet()).contains("paper");
                    assertThat(assignment.partOf()).contains("paper");
                    assertThat(assignment.rubric().isEmpty()).isEqualTo(assignment.kind() == Kind.CODE);
                });
    }

    @Test
    void theSeminarHasNoCodeAndNeedsNoMoreAssignments() {
        CoursePreset preset = CoursePresets.preset("tum-theory-seminar");
        assertThat(preset.secondCalendar()).isEmpty();
        assertThat(weights(preset)).containsExactly("presentation 60", "report 40");
        assertThat(preset.assignments())
                .extracting(
                        Assignment::slug,
                        Assignment::kind,
                        assignment -> assignment.points().orElseThrow().intValue())
                .containsExactly(
                        tuple("report", Kind.FILE, 40), tuple("slides", Kind.FILE, 20), tuple("talk", Kind.NONE, 60));
    }

    @Test
    void theCourseWithoutAnnouncedWeightsHasNoFinalGradeYet() {
        CoursePreset preset = CoursePresets.preset("intro-dl-pytorch");
        assertThat(resolved(preset).scheme().isComplete()).isFalse();
        assertThat(preset.assignments().stream()
                        .filter(assignment -> assignment.kind() == Kind.CODE)
                        .map(Assignment::title))
                .containsExactly(
                        "Linear regression and classification",
                        "Multi-layer perceptrons",
                        "Equivariance, invariance and Deep Sets",
                        "Convolutional networks",
                        "Transformers",
                        "Deep reinforcement learning",
                        "GPT");
        assertThat(items(resolved(preset).scheme(), 1)).containsExactly("talk");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            titel: x                                           | p:8:1: titel: 'titel' is not allowed here; did you mean 'title'?
            second_calendar: hijri                             | p:8:18: second_calendar: 'hijri' is not allowed here
            assignments: [{slug: exam, title: e, kind: exam, category: x}] | p:8:44: assignments[0].kind: 'exam' is not allowed here
            assignments: [{slug: exam, title: e, kind: none, category: x}] | p:8:15: assignments[0]: write points, or a rubric
            assignments: [{slug: exam, title: e, kind: code, category: x, points: 3}] | p:8:15: assignments[0]: points, rubric and files of code are in its suite
            assignments: [{slug: exam, title: e, kind: none, category: x, points: 3, file_types: [pdf]}] | p:8:15: assignments[0]: nothing is handed in
            assignments: [{slug: e, title: e, kind: none, category: x, points: 3}, {slug: e, title: f, kind: none, category: x, points: 3}] | p:8:79: assignments[1].slug: there are two assignments 'e'
            assignments: [{slug: e, title: e, kind: none, category: x, rubric: [{id: a, title: a, points: 1}, {id: a, title: b, points: 1}]}] | p:8:104: assignments[0].rubric[1].id: the rubric has two items 'a'
            """)
    void aMistakeIsNamedWithItsPlace(String body, String message) {
        assertThat(mistakes(HEAD + SCHEME + body + "\n"))
                .singleElement()
                .asString()
                .startsWith(message);
    }

    @Test
    void aMistakeInTheSchemeHasItsPlaceInTheWholeFile() {
        assertThat(mistakes("""
                schema: 1
                title: t
                time_zone: Asia/Teheran
                late_policy: sharif-ce-40718
                scheme: |
                  # a comment
                  schema: 1
                  components:
                    - {id: all, wieght: 100, items: [exam]}
                """))
                .satisfiesExactly(
                        zone -> assertThat(zone).startsWith("p:3:12: time_zone: 'Asia/Teheran' is no time zone"),
                        policy -> assertThat(policy)
                                .startsWith("p:4:14: late_policy: There is no preset 'sharif-ce-40718'; did you mean"),
                        scheme -> assertThat(scheme)
                                .startsWith("p:9:17: scheme.components[0].wieght: 'wieght' is not allowed here"));
    }

    @Test
    void anUnknownNameIsToldWithTheNearest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoursePresets.preset("sharif-ce-40718"))
                .withMessage("There is no preset 'sharif-ce-40718'; did you mean 'sharif-ce-40719'?");
    }

    private static List<String> mistakes(String text) {
        DocumentErrors errors = catchThrowableOfType(DocumentErrors.class, () -> CoursePresetParser.parse("p", text));
        return errors.errors().stream().map(SuiteError::toString).toList();
    }

    private static List<String> weights(CoursePreset preset) {
        return preset.scheme().components().stream()
                .map(plan -> plan.id() + " " + plan.weight().orElseThrow())
                .toList();
    }

    private static List<String> items(GradingScheme scheme, int component) {
        return scheme.components().get(component).items().stream().map(Item::id).toList();
    }

    private static ResolvedScheme resolved(CoursePreset preset) {
        return preset.scheme()
                .resolve(preset.assignments().stream()
                        .map(assignment -> new Column(
                                assignment.slug(),
                                assignment.title(),
                                assignment.category(),
                                assignment.points().orElse(BigDecimal.ZERO)))
                        .toList());
    }
}

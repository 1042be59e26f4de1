package dev.grader.core.gradebook.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.grader.core.document.DocumentErrors;
import dev.grader.core.gradebook.Combination;
import dev.grader.core.gradebook.Component;
import dev.grader.core.gradebook.FinalGrade;
import dev.grader.core.gradebook.Item;
import dev.grader.core.gradebook.Kept;
import dev.grader.core.gradebook.Standing;
import dev.grader.core.gradebook.scheme.SchemeDocument.Column;
import dev.grader.core.suite.SuiteError;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemeParserTest {
    private static final String HEAD = "schema: 1\ncomponents:\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - {id: a, wieght: 100, items: [x]}                | s:3:11: components[0].wieght: 'wieght' is not allowed here; did you mean 'weight'?
            - {id: a, weight: 101, items: [x]}                | s:3:19: components[0].weight:
            - {id: a, weight: -1, items: [x]}                 | s:3:19: components[0].weight:
            - {id: a, weight: 100}                            | s:3:3: components[0]: 'a' counts nothing
            - {id: a, weight: 60, items: [x]}                 | s:3:1: components: the weights come to 60 %, not 100
            - {id: a, weight: 60, items: [x]}\\n- {id: b, weight: 50, items: [y]} | s:3:1: components: the weights come to 110 %, which is more than 100
            - {id: a, weight: 50, items: [x]}\\n- {id: b, weight: 50, items: [x]} | s:4:31: components[1].items[0]: the item 'x' is in the components 'a' and 'b'; it can count in one only
            - {id: a, weight: 50, categories: [x]}\\n- {id: b, weight: 50, categories: [x]} | s:4:36: components[1].categories[0]: the category 'x' is in the components 'a' and 'b'
            - {id: a, weight: 50, items: [x]}\\n- {id: a, weight: 50, items: [y]} | s:4:8: components[1].id: there are two components 'a'
            - {id: a, weight: 100, items: [x, x]}             | s:3:35: components[0].items[1]: the item 'x' is there twice
            - {id: a, weight: 100, drop: 2, items: [x, y]}    | s:3:30: components[0].drop: drops 2 of 2 items that are no extra credit; at least one has to stay
            - {id: a, weight: 100, drop: 1, items: [x, {id: y, extra_credit: true}]} | s:3:30: components[0].drop: drops 1 of 1 item that are no extra credit
            - {id: a, weight: 100, best: 3, items: [x, y]}    | s:3:30: components[0].best: the best 3 are more than the 2 items listed
            - {id: a, weight: 100, best: 1, drop: 1, items: [x, y]} | s:3:30: components[0].best: write best or drop, not both
            - {id: a, weight: 100, items: [{id: x, weight: 2}]} | s:3:48: components[0].items[0].weight: the weight of an item counts in a component with combination: mean only
            - {id: a, weight: 100, combination: meen, items: [x]} | s:3:37: components[0].combination: 'meen' is not allowed here; did you mean 'mean'?
            - {id: a, weight: 100, items: [{id: x, exta_credit: true}]} | s:3:40: components[0].items[0].exta_credit: 'exta_credit' is not allowed here; did you mean 'extra_credit'?
            - {id: a, weight: 100, items: [{id: x, extra_credit: true}]} | s:3:31: components[0].items: all items of 'a' are extra credit
            - {id: a, weight: 5, extra_credit: true, items: [x]} | s:3:1: components: all components are extra credit
            - {weight: 100, items: [x]}                       | s:3:3: components[0]: 'id' is missing
            """)
    void aMistakeIsNamedWithItsPlace(String components, String message) {
        DocumentErrors errors = catchThrowableOfType(
                DocumentErrors.class, () -> SchemeParser.parse("s", HEAD + components.replace("\\n", "\n") + "\n"));
        assertThat(errors.errors())
                .singleElement()
                .extracting(SuiteError::toString)
                .asString()
                .startsWith(message);
    }

    @Test
    void allMistakesAreToldAtOnce() {
        DocumentErrors errors = catchThrowableOfType(DocumentErrors.class, () -> SchemeParser.parse("s", HEAD + """
                - {id: a, weight: 80, drop: 1, items: [x]}
                - {id: a, weight: 30, items: [x]}
                """));
        assertThat(errors.errors()).extracting(SuiteError::line).containsExactly(3, 3, 4, 4);
        assertThat(errors.toProblem().getMessage()).contains("110 %", "drops 1", "two components", "'x'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "schema: 1", "schema: 2\ncomponents: [{id: a, items: [x]}]", "schema: 1\ncomponents: []"})
    void whatIsNoSchemeIsRefused(String text) {
        assertThatThrownBy(() -> SchemeParser.parse("s", text)).isInstanceOf(DocumentErrors.class);
    }

    @Test
    void weightsMayBeUnknown() {
        SchemeDocument scheme = SchemeParser.parse("s", HEAD + """
                - {id: homework, weight: 40, categories: [homework]}
                - {id: talk, title: The talk, items: [talk]}
                """);
        assertThat(scheme.components())
                .extracting(ComponentPlan::weight)
                .containsExactly(Optional.of(new BigDecimal("40")), Optional.empty());
        assertThat(scheme.components()).extracting(ComponentPlan::title).containsExactly("homework", "The talk");
        assertThat(scheme.resolve(List.of()).scheme().isComplete()).isFalse();
    }

    @Test
    void aComponentTakesItsCategoriesButNotWhatIsListed() {
        SchemeDocument scheme = SchemeParser.parse("s", HEAD + """
                - {id: homework, weight: 70, categories: [theory, practice], drop: 1}
                - {id: project, weight: 30, combination: mean, items: [{id: hw3, weight: 2}, report]}
                """);
        ResolvedScheme resolved = scheme.resolve(List.of(
                column("hw1", "theory", "10"),
                column("hw2", "practice", "20"),
                column("hw3", "practice", "30"),
                column("quiz", "quiz", "5")));

        Component homework = resolved.scheme().components().get(0);
        assertThat(homework.items()).extracting(Item::id).containsExactly("hw1", "hw2");
        assertThat(homework.kept()).isEqualTo(new Kept.AllBut(1));
        Component project = resolved.scheme().components().get(1);
        assertThat(project.combination()).isEqualTo(Combination.MEAN);
        assertThat(project.items()).extracting(Item::id).containsExactly("hw3", "report");
        assertThat(project.items().getFirst().weight()).isEqualByComparingTo("2");
        assertThat(resolved.unknown()).containsExactly("report");
        assertThat(resolved.uncounted()).containsExactly("quiz");
    }

    @Test
    void earlyInATermFewerAreDropped() {
        SchemeDocument scheme = SchemeParser.parse("s", HEAD + "- {id: hw, weight: 100, categories: [hw], drop: 2}\n");
        assertThat(kept(scheme, 0)).isEqualTo(new Kept.AllBut(0));
        assertThat(kept(scheme, 2)).isEqualTo(new Kept.AllBut(1));
        assertThat(kept(scheme, 5)).isEqualTo(new Kept.AllBut(2));
    }

    @Test
    void anItemWithoutPointsKeepsTheGradeOpenAndItsMarkOut() {
        SchemeDocument scheme = SchemeParser.parse("s", HEAD + """
                - {id: homework, weight: 60, items: [hw1]}
                - {id: exam, weight: 40, items: [exam]}
                """);
        ResolvedScheme resolved =
                scheme.resolve(List.of(column("hw1", "x", "10"), column("exam", "x", "0"), column("quiz", "x", "5")));
        FinalGrade grade = resolved.grade(Map.of("hw1", earned("5"), "exam", earned("30"), "quiz", earned("1")));
        assertThat(grade.grade()).contains(new BigDecimal("50.00"));
        assertThat(grade.provisional()).isTrue();

        FinalGrade excused = resolved.grade(Map.of("hw1", earned("5"), "exam", new Standing.Excused()));
        assertThat(excused.provisional()).isFalse();
    }

    @Test
    void theExampleOfTheDocumentationSaysWhatItSays() throws IOException {
        String text = Files.readString(Path.of("..", "docs", "gradebook.md"));
        SchemeDocument scheme = SchemeParser.parse("docs/gradebook.md", example(text, "scheme", "yaml"));
        ResolvedScheme resolved = scheme.resolve(List.of(
                column("hw1", "homework", "10"),
                column("hw2", "homework", "20"),
                column("hw3", "homework", "10"),
                column("quiz1", "quiz", "4"),
                column("quiz2", "quiz", "5"),
                column("exam", "exam", "60")));
        FinalGrade grade = resolved.grade(Map.of(
                "hw1", earned("9"),
                "hw2", earned("13"),
                "hw3", earned("3"),
                "quiz1", earned("3"),
                "quiz2", earned("5"),
                "exam", earned("41")));
        // homework: without hw3 22/30, without hw2 12/20, without hw1 16/30: hw3 is dropped, 40 · 22/30 = 29.3333
        // quizzes: (3/4 + 5/5) / 2 = 0.875, 10 · 0.875 = 8.75
        // exam: 50 · 41/60 = 34.1667; no bonus yet; 20 · 72.25 % = 14.45
        assertThat(grade.derivation())
                .containsExactly(example(text, "derivation", "text").split("\n"));
        assertThat(grade.grade()).contains(new BigDecimal("14.45"));
    }

    @Test
    void theDocumentationNamesEveryKey() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "gradebook.md"));
        String section = document.substring(document.indexOf("## Grading scheme"));
        try (InputStream schema =
                Objects.requireNonNull(SchemeParserTest.class.getResourceAsStream(SchemeParser.RESOURCE))) {
            for (String key : keys(new ObjectMapper().readTree(schema), new TreeSet<>())) {
                assertThat(section).contains("`" + key);
            }
        }
    }

    private static Set<String> keys(JsonNode node, Set<String> keys) {
        node.path("properties").fieldNames().forEachRemaining(keys::add);
        node.forEach(child -> keys(child, keys));
        return keys;
    }

    private static Kept kept(SchemeDocument scheme, int assignments) {
        List<Column> columns = IntStream.range(0, assignments)
                .mapToObj(number -> column("hw" + number, "hw", "10"))
                .toList();
        return scheme.resolve(columns).scheme().components().getFirst().kept();
    }

    private static String example(String document, String name, String language) {
        Matcher matcher = Pattern.compile(
                        "<!-- example: " + name + " -->\n```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(document);
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(1);
    }

    private static Column column(String id, String category, String possible) {
        return new Column(id, id, category, new BigDecimal(possible));
    }

    private static Standing earned(String points) {
        return new Standing.Earned(new BigDecimal(points));
    }
}

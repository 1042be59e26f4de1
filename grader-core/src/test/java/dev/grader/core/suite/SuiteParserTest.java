package dev.grader.core.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.grader.core.problem.Problem;
import dev.grader.core.tensor.ElementType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SuiteParserTest {
    private static final String LENET =
            new String(SuiteFolders.files(SuiteFolders.LENET).get("suite.yaml"), StandardCharsets.UTF_8);

    private static final String SMALL = """
            schema: 1
            id: small
            title: Small
            image: python-torch
            tests:
              - id: add
                kind: function
                title: Add
                points: 0.25
                framework: numpy
                target: model:add
                cases: [[1, 2.5]]
            fixtures: {reference: reference}
            """;

    @Test
    void readsEveryKindOfTheFirstAssignment() {
        Suite suite = SuiteParser.parse(LENET);

        assertThat(suite.test("by-hand"))
                .isInstanceOfSatisfying(
                        TestDefinition.Static.class,
                        test -> assertThat(test.forbidden().calls()).contains("torch.nn.Conv2d"));
        assertThat(suite.test("convolution-forward")).isInstanceOfSatisfying(TestDefinition.Function.class, test -> {
            List<Step> steps = test.cases().get(2);
            assertThat(steps.getFirst().action())
                    .isEqualTo(new Step.Action.Construct(Target.parse("model:Conv2dByHand")));
            assertThat(steps.getFirst().arguments()).hasSize(3);
            assertThat(steps.getLast().arguments())
                    .containsExactly(new Value.Generated(
                            Value.Distribution.UNIFORM, List.of(3L, 2L, 3L, 3L), ElementType.FLOAT32, -2, 2, 105));
            assertThat(test.tolerance()).isEqualTo(Tolerances.of(1e-4));
        });
        assertThat(suite.test("linear-backward"))
                .isInstanceOfSatisfying(TestDefinition.HandWrittenGradient.class, test -> {
                    assertThat(test.gradients())
                            .extracting(GradientPlace::words)
                            .containsExactly("argument 0", "argument 1", "argument 2");
                    assertThat(List.of(test.tolerance(), test.differenceTolerance(), test.step()))
                            .containsExactly(1e-6, 1e-4, 1e-6);
                });
        assertThat(suite.test("convolution-gradient"))
                .isInstanceOfSatisfying(
                        TestDefinition.ExportedGradient.class,
                        test -> assertThat(test.construction().state()).containsOnlyKeys("weight", "bias"));
        assertThat(suite.test("training")).isInstanceOfSatisfying(TestDefinition.Train.class, test -> {
            assertThat(test.recipe().optimizer())
                    .isEqualTo(
                            new OptimizerSettings.Adam(test.recipe().optimizer().learningRate(), 0.9, 0.999, 1e-8, 0));
            assertThat(test.cutOff()).isInstanceOf(CutOff.RelativeToReference.class);
        });
        assertThat(suite.fixtures().getFirst()).isEqualTo(new Fixture.Reference("fixtures/reference"));
    }

    @Test
    void fillsInDefaults() {
        Suite suite = SuiteParser.parse(SMALL);

        assertThat(suite.capabilities()).isEqualTo(Set.of(Capability.CPU));
        assertThat(suite.pointStep()).isEqualByComparingTo("0.5");
        assertThat(suite.maximumMegabytes()).isEqualTo(10);
        Common common = suite.test("add").common();
        assertThat(common.points()).isEqualTo(new BigDecimal("0.25"));
        assertThat(common.visibility()).isEqualTo(Visibility.VISIBLE);
        assertThat(common.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(common.hint()).isEqualTo(Optional.empty());
        TestDefinition.Function add = (TestDefinition.Function) suite.test("add");
        assertThat(add.cases().getFirst().getFirst().compare()).containsExactly(ResultPath.WHOLE);
        // No array at all: NumPy computes in double precision.
        assertThat(add.tolerance()).isEqualTo(new Tolerances(1e-7, 1e-4));
    }

    @Test
    void limitsOfATestOverrideThoseOfTheSuite() {
        String text = SMALL.replace("points: 0.25", "points: 1\n    limits: {cpu_seconds: 5}")
                + "defaults: {limits: {cpu_seconds: 7, processes: 9}}\n";

        assertThat(SuiteParser.parse(text).test("add").common().limits())
                .isEqualTo(new Limits(5, 180, 1024, 9, 64, 32));
    }

    @Test
    void readsNumbersAndWordsByYaml12() {
        String text = SMALL.replace("[[1, 2.5]]", "[[1e-4, no, 010, 1:30, '7', ~, true, {literal: {a: 1}}]]");

        List<Value> values = ((TestDefinition.Function) SuiteParser.parse(text).test("add"))
                .cases()
                .getFirst()
                .getFirst()
                .arguments();

        assertThat(values.stream().map(value -> ((Value.Literal) value).json().toString()))
                .containsExactly("0.0001", "\"no\"", "10", "\"1:30\"", "\"7\"", "null", "true", "{\"a\":1}");
    }

    @Test
    void followsAnchors() {
        String text = SMALL.replace("[[1, 2.5]]", "[&one [1, 2], *one]");

        assertThat(((TestDefinition.Function) SuiteParser.parse(text).test("add")).cases())
                .hasSize(2);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("schema: 1", "schema: 2", "schema", "must be 1"),
                mistake("id: small", "id: Small", "id", "'Small' does not fit; write an id: lower-case"),
                mistake("title: Small", "titel: Small", "titel", "did you mean 'title'? Allowed: capabilities, data"),
                mistake("title: Small", "titel: Small", "", "'title' is missing"),
                mistake("title: Small", "title: [a]", "title", "array found, string expected (Shown to students)"),
                mistake("points: 0.25", "points: -1", "tests[0].points", "minimum value of 0"),
                mistake("points: 0.25", "points: 1e999", "tests[0].points", "out of range"),
                mistake("points: 0.25", "points: 99999999999999999999", "tests[0].points", "out of range"),
                mistake("kind: function", "kind: functon", "tests[0].kind", "did you mean 'function'?"),
                mistake("    kind: function\n", "", "tests[0]", "'kind' is missing"),
                mistake("framework: numpy", "framework: jax", "tests[0].framework", "Allowed: djl, numpy, torch"),
                mistake("target: model:add", "target: model.add", "tests[0].target", "like model:build_model"),
                mistake(
                        "[[1, 2.5]]",
                        "[[{norml: [2], seed: 1}]]",
                        "tests[0].cases[0][0].norml",
                        "did you mean 'normal'?"),
                mistake("[[1, 2.5]]", "[[{normal: [2]}]]", "tests[0].cases[0][0]", "'seed' is missing"),
                mistake("[[1, 2.5]]", "[[{normal: [-2], seed: 1}]]", "tests[0].cases[0][0].normal[0]", "minimum"),
                mistake("[[1, 2.5]]", "[[{}]]", "tests[0].cases[0][0]", "one of {normal: …}"),
                mistake("[[1, 2.5]]", "[[[{normal: [2], seed: 1}]]]", "tests[0].cases[0][0][0]", "{literal: {…}}"),
                mistake("[[1, 2.5]]", "[[{array: ../x.npy}]]", "tests[0].cases[0][0].array", "without .."),
                mistake(
                        "[[1, 2.5]]",
                        "[[{uniform: [2], low: 3, high: 3, seed: 1}]]",
                        "tests[0]",
                        "low must be below high"),
                mistake(
                        "[[1, 2.5]]",
                        "[[{integers: [2], low: 0, high: 257, seed: 1, type: uint8}]]",
                        "tests[0]",
                        "does not fit into uint8"),
                mistake("[[1, 2.5]]", "[[{normal: [5000, 5000], seed: 1}]]", "tests[0]", "more than 16777216 elements"),
                mistake(
                        "points: 0.25",
                        "points: 1\n    depends_on: [ad]",
                        "tests[0].depends_on[0]",
                        "no test has the id 'ad'; did you mean 'add'?"),
                mistake(
                        "points: 0.25",
                        "points: 1\n    depends_on: [add]",
                        "tests[0].depends_on[0]",
                        "break the circle"),
                mistake("{reference: reference}", "{starter: {path: s}}", "fixtures", "'reference' is missing"),
                mistake(
                        "{reference: reference}",
                        "{reference: r, correct: [r]}",
                        "fixtures.correct[0]",
                        "already another fixture"),
                mistake(
                        "{reference: reference}",
                        "{reference: r, wrong: [{path: w, must_lose: [sub]}]}",
                        "fixtures.wrong[0].must_lose[0]",
                        "no test has the id 'sub'"),
                mistake(
                        "{reference: reference}",
                        "{reference: r, wrong: [{path: w, must_lose: [add], may_lose: {adt: why}}]}",
                        "fixtures.wrong[0].may_lose.adt",
                        "did you mean 'add'?"),
                mistake(
                        "{reference: reference}",
                        "{reference: r, wrong: [{path: w, must_lose: [add], may_lose: {add: why}}]}",
                        "fixtures.wrong[0].may_lose.add",
                        "in must_lose already"),
                mistake(
                        "{reference: reference}",
                        "{reference: r, wrong: [{path: w, must_lose: []}]}",
                        "fixtures.wrong[0].must_lose",
                        "at least 1"),
                mistake("title: Small", "title: a\ntitle: b", "title", "is there twice"),
                mistake("title: Small", "title: !!java.net.URL a", "", "tag"),
                mistake("title: Small", "title: !secret a", "title", "the tag !secret is not allowed"),
                mistake("title: Small", "title: [a", "", "is no YAML"),
                mistake("title: Small", "title: a\u0007", "", "has the character U+0007, which no YAML can have"),
                mistake("title: Small", "? [a, b]\n: c", "", "a key must be a word"),
                mistake("title: Small", "title: *nothing", "", "undefined alias"));
    }

    private static Arguments mistake(String old, String replacement, String path, String said) {
        return arguments(old, replacement, path, said);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("mistakes")
    void saysWhereAndWhatIsAllowed(String old, String replacement, String path, String said) {
        assertThat(SMALL).contains(old);

        List<SuiteError> errors = errors(SMALL.replace(old, replacement));

        assertThat(errors).anySatisfy(error -> {
            assertThat(error.path()).isEqualTo(path);
            assertThat(error.message()).contains(said);
        });
    }

    static Stream<Arguments> lenetMistakes() {
        return Stream.of(
                mistake(
                        "data: digits\n",
                        "data: digit\n",
                        "tests[6].data",
                        "no data set 'digit'; did you mean 'digits'?"),
                mistake("student_seeds: 3", "student_seeds: 2", "tests[6].recipe.student_seeds", "at least 3"),
                mistake("reference_seeds: 10", "reference_seeds: 9", "tests[6].recipe.reference_seeds", "at least 10"),
                mistake("name: adam, learning_rate", "name: adam, lr", "tests[6].recipe.optimizer.lr", "learning_rate"),
                mistake("name: adam,", "name: adammw,", "tests[6].recipe.optimizer.name", "did you mean 'adamw'?"),
                mistake("epochs: 15", "epochs: 15\n      steps: 10", "tests[6]", "either epochs or steps, not both"),
                mistake("epochs: 15", "shuffle: true", "tests[6]", "either epochs or steps"),
                mistake("loss: cross_entropy", "loss: crossentropy", "tests[6].recipe.loss", "'cross_entropy'?"),
                mistake(
                        "loss: cross_entropy",
                        "loss: {name: huber, detla: 1}",
                        "tests[6].recipe.loss.detla",
                        "'delta'?"),
                mistake("loss: cross_entropy", "loss: {name: mse, delta: 1}", "tests[6]", "is for huber"),
                mistake("epochs: 15", "epochs: 15\n      checkpoints: [16]", "tests[6]", "between 0 and 15 epochs"),
                mistake(
                        "epochs: 15",
                        "epochs: 15\n      schedule: {name: cosine, tmax: 3}",
                        "tests[6].recipe.schedule.tmax",
                        "'t_max'?"),
                mistake("metric: accuracy", "metric: acuracy", "tests[6].metric", "did you mean 'accuracy'?"),
                mistake("metric: accuracy", "metric: {name: mse, k: 3}", "tests[6]", "k of metric is for top_k"),
                mistake(
                        "metric: accuracy",
                        "metric: accuracy\n    curve: {measure: auroc, falls_by: 2}",
                        "tests[6]",
                        "must be one that falls"),
                mistake(
                        "metric: accuracy",
                        "metric: accuracy\n    curve: {measure: mse, initial_loss: {}}",
                        "tests[6]",
                        "chance is known only for log_loss"),
                mistake(
                        "metric: accuracy\n    cut_off: {name: relative_to_reference, margin: 0.04, zero_at: 0.5}",
                        "metric: mse\n    cut_off: {name: linear, zero_at: 0.1, full_at: 0.5}",
                        "tests[6]",
                        "zero_at of cut_off must be above full_at"),
                mistake(
                        "name: relative_to_reference, margin: 0.04, zero_at: 0.5",
                        "name: steps, steps: [{at: 0.5, share: 1}, {at: 0.9, share: 0.5}]",
                        "tests[6]",
                        "a worse step of cut_off must have a smaller share"),
                mistake("name: adam,", "name: sgd, nesterov: true,", "tests[6]", "nesterov needs a momentum"),
                mistake(
                        "name: relative_to_reference, margin",
                        "name: linear, full_at: 0.4, margin",
                        "tests[6].cut_off.margin",
                        "Allowed: full_at, name, zero_at"),
                mistake(
                        "name: relative_to_reference, margin: 0.04",
                        "name: linear, full_at: 0.4",
                        "tests[6]",
                        "zero_at of cut_off must be below full_at"),
                mistake("gradients_of: [0, 1, 2]", "gradients_of: [0, 3]", "tests[4]", "only 3, counted from 0"),
                mistake("{normal: [5], seed: 123, type: float64}", "5", "tests[4]", "argument 2, which is no array"),
                mistake("at_least: 1000", "at_least: 20001", "tests[1]", "at_least of stored_numbers is above at_most"),
                mistake("id: size", "id: by-hand", "tests[1].id", "already taken by tests[0]"),
                mistake(
                        "module: model:Conv2dByHand",
                        "modul: model:Conv2dByHand",
                        "tests[5].modul",
                        "is not allowed here"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("lenetMistakes")
    void saysWhatIsWrongWithTheFirstAssignment(String old, String replacement, String path, String said) {
        assertThat(LENET).contains(old);

        assertThat(errors(LENET.replaceFirst(java.util.regex.Pattern.quote(old), replacement)))
                .anySatisfy(error -> {
                    assertThat(error.path()).isEqualTo(path);
                    assertThat(error.message()).contains(said);
                });
    }

    @Test
    void pointsAtTheLineAndColumn() {
        assertThat(errors(SMALL.replace("    points: 0.25", "    ponts: 0.25")))
                .extracting(SuiteError::toString)
                .satisfiesExactly(
                        missing -> assertThat(missing).isEqualTo("suite.yaml:6:5: tests[0]: 'points' is missing"),
                        unknown -> assertThat(unknown)
                                .startsWith("suite.yaml:9:5: tests[0].ponts: 'ponts' is not allowed here;"
                                        + " did you mean 'points'? Allowed: cases, ")
                                .contains("depends_on, ", " points, ", "visibility"));
    }

    @Test
    void findsAllMistakesOfOneKindAtOnce() {
        assertThat(errors(SMALL.replace("id: small", "id: S")
                        .replace("numpy", "jax")
                        .replace("0.25", "x")))
                .hasSize(3);
    }

    @Test
    void readsARubricExtraCreditAndWhenATestRuns() {
        Suite suite = SuiteParser.parse(
                manual(
                        "items: [{id: plots, title: Plots, points: 1.5}, {id: text, title: Text, points: 2}], extra_credit: true"));
        TestDefinition report = suite.test("report");

        assertThat(report.isAutomatic()).isFalse();
        assertThat(report.common().points()).isEqualByComparingTo("3.5");
        assertThat(report.common().extraCredit()).isTrue();
        assertThat(suite.maximumPoints()).isEqualByComparingTo("3");
        assertThat(suite.test("late").common().runs()).isEqualTo(Runs.AFTER_DUE_DATE);
        assertThat(suite.test("early").common().runs()).isEqualTo(Runs.AT_ONCE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "items: [{id: a, title: A, points: 1}], points: 2|the items have 1 together; leave points out",
                "items: [{id: a, title: A, points: 1}, {id: a, title: B, points: 1}]|two items have the same id",
                "items: []|at least 1",
                "items: [{id: a, title: A, point: 1}]|did you mean 'points'?",
                "items: [{id: a, title: A, points: 1}], depends_on: [early]|not allowed here"
            })
    void saysWhatIsWrongWithARubric(String rest, String said) {
        assertThat(errors(manual(rest)))
                .anySatisfy(error -> assertThat(error.message()).contains(said));
    }

    @Test
    void nothingWaitsForAPersonNorAtOnceForWhatRunsLater() {
        String text = manual("items: [{id: a, title: A, points: 1}]");
        assertThat(errors(text.replace("id: early", "id: early, depends_on: [report]")))
                .anySatisfy(error -> assertThat(error.message()).contains("graded by a person"));
        assertThat(errors(text.replace("id: early", "id: early, depends_on: [late]")))
                .anySatisfy(error -> assertThat(error.message()).contains("add runs: after_due_date"));
        assertThat(errors(text.replace("reference: r", "reference: r, wrong: [{path: w, must_lose: [report]}]")))
                .anySatisfy(error -> assertThat(error.message()).contains("no fixture can lose it"));
    }

    private static String manual(String rest) {
        return """
                schema: 1
                id: a
                title: A
                image: i
                fixtures: {reference: r}
                tests:
                  - {id: early, kind: static, title: E, points: 1, forbidden_imports: [os]}
                  - {id: late, kind: static, title: L, points: 2, forbidden_imports: [os], runs: after_due_date}
                  - {id: report, kind: manual, title: R, %s}
                """.formatted(rest);
    }

    @Test
    void findsLongCirclesOfDependencies() {
        List<String> tests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            tests.add("  - {id: t%d, kind: static, title: T, points: 1, forbidden_imports: [os], depends_on: [t%d]}"
                    .formatted(i, (i + 1) % 4));
        }
        String text =
                "schema: 1\nid: a\ntitle: A\nimage: i\nfixtures: {reference: r}\ntests:\n" + String.join("\n", tests);

        assertThat(errors(text))
                .hasSize(4)
                .allSatisfy(error -> assertThat(error.message()).contains("circle"));
    }

    @Test
    void refusesAliasesThatMultiply() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            laughs.append("a%d: &a%d [".formatted(i, i))
                    .append("*a%d, ".formatted(i - 1).repeat(9))
                    .append("x]\n");
        }

        assertThat(errors(laughs + SMALL))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("aliases counted each time"));
    }

    @Test
    void refusesAnAliasOfItself() {
        assertThat(errors(SMALL.replace("[[1, 2.5]]", "&loop [*loop]")))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("too many values or levels"));
    }

    @Test
    void refusesWhatIsEmptyOrTooLong() {
        assertThat(errors(""))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("empty"));
        assertThat(errors("# ".repeat(1 << 20)))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("longer than 1 MiB"));
        assertThat(errors("[".repeat(10_000)))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("suite.yaml"));
        assertThat(errors("5")).isNotEmpty();
    }

    @Test
    void becomesAProblemOfTheAuthor() {
        assertThatExceptionOfType(SuiteErrors.class)
                .isThrownBy(() -> SuiteParser.parse("{}"))
                .satisfies(errors -> {
                    assertThat(errors.toProblem().problem()).isEqualTo(Problem.SUITE_INVALID);
                    assertThat(errors.toProblem().members()).isEqualTo(Map.of("errors", errors.errors()));
                    assertThat(errors).hasMessageContaining("suite.yaml:1:1: 'tests' is missing");
                });
    }

    private static List<SuiteError> errors(String text) {
        try {
            SuiteParser.parse(text);
            return List.of();
        } catch (SuiteErrors errors) {
            return errors.errors();
        }
    }

    @Test
    void callsThatDoNotFitIntoOneJobAreRefusedWithAdvice() {
        String large = SMALL.replace("cases: [[1, 2.5]]", "cases: [['" + "a".repeat(300_000) + "', 2.5]]");

        assertThatExceptionOfType(SuiteErrors.class)
                .isThrownBy(() -> SuiteParser.parse(large))
                .satisfies(errors -> assertThat(errors.errors()).singleElement().satisfies(error -> {
                    assertThat(error.path()).isEqualTo("tests[0]");
                    assertThat(error.message()).contains("KiB").contains("spread its cases over several tests");
                }));
    }

    @Test
    void aModelIsTracedOnlyWhereTheSuiteSaysByWhat() {
        Suite suite = SuiteParser.parse(layer("trace: [[{normal: [2, 3], seed: 1}], [{normal: [5, 3], seed: 2}]]"));

        assertThat(suite.test("layer"))
                .isInstanceOfSatisfying(
                        TestDefinition.ExportedGradient.class,
                        test -> assertThat(test.trace())
                                .hasSize(2)
                                .allSatisfy(call -> assertThat(call).hasSize(1)));
        assertThat(SuiteParser.parse(layer("tolerance: 0.001")).test("layer"))
                .isInstanceOfSatisfying(
                        TestDefinition.ExportedGradient.class,
                        test -> assertThat(test.trace()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trace: [[{normal: [2, 3], seed: 1}], [{normal: [2, 3], seed: 2}]] | need two batch sizes",
                "trace: [[{array: data/x.npy}], [{normal: [2, 3], seed: 2}]] | must be arrays that are drawn",
                "trace: [[3], [4]] | must be arrays that are drawn"
            })
    void aTraceThatShowsNothingIsRefused(String trace, String message) {
        assertThatExceptionOfType(SuiteErrors.class)
                .isThrownBy(() -> SuiteParser.parse(layer(trace)))
                .satisfies(errors -> assertThat(errors.errors())
                        .singleElement()
                        .satisfies(error -> assertThat(error.message()).contains(message)));
    }

    private static String layer(String more) {
        int tests = SMALL.indexOf("  - id: add");
        int fixtures = SMALL.indexOf("fixtures:");
        return SMALL.substring(0, tests)
                + "  - {id: layer, kind: gradient, title: Layer, points: 1, module: model:Layer,"
                + " inputs: [{normal: [2, 3], seed: 3}], " + more + "}\n"
                + SMALL.substring(fixtures);
    }
}

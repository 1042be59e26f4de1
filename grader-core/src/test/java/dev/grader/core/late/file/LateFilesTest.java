package dev.grader.core.late.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.grader.core.document.DocumentErrors;
import dev.grader.core.late.Calendar;
import dev.grader.core.late.Event;
import dev.grader.core.late.LateEvaluation;
import dev.grader.core.late.LedgerEntry;
import dev.grader.core.late.policy.Consequence;
import dev.grader.core.late.policy.Counted;
import dev.grader.core.late.policy.DayKind;
import dev.grader.core.late.policy.Policy;
import dev.grader.core.suite.SuiteError;
import dev.grader.core.time.SecondCalendar;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LateFilesTest {
    private static final String HEAD = "schema: 1\ntitle: t\n";
    private static final Policy POLICY = policy("budgets: [{name: slack, amount: 5}]\nafter_budget: {per_unit: 10}\n");
    private static final Path DOCUMENT = Path.of("..", "docs", "late-policy.md");
    private static final String EXAMPLE_HEAD = "schema: 1\ntime_zone: Asia/Tehran\nstudents: [ada, ben]\n";
    private static final Policy EXAMPLE_POLICY = policy("""
            budgets: [{name: theoretical, amount: 5, categories: [theoretical]}, {name: practical, amount: 8}]
            use: opt_in
            counted: chosen
            after_budget: {per_unit: 10}
            """);
    private static final String TERM = """
            schema: 1
            time_zone: America/New_York
            students: [ada, ben]
            parts:
              - {id: hw1, category: homework, due: 2026-03-07T23:59:00}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            after_bugdet: zero                              | policy.yaml:3:1: after_bugdet: 'after_bugdet' is not allowed here; did you mean 'after_budget'?
            after_budget: zero\\nunit: dya                  | policy.yaml:4:7: unit: 'dya' is not allowed here; did you mean 'day'? Allowed: 12h, day, hour
            after_budget: zeor                              | policy.yaml:3:15: after_budget: 'zeor' is not allowed here; did you mean 'zero'?
            after_budget: {percent: 3}                      | policy.yaml:3:16: after_budget.percent: 'percent' is not allowed here
            after_budget: {per_unit: 3, keeps: 4}           | policy.yaml:3:15: after_budget: write exactly one of per_unit, totals, reaches, keeps; here are per_unit and keeps
            after_budget: {}                                | policy.yaml:3:15: after_budget: write exactly one of per_unit
            after_budget: {reaches: 50}                     | policy.yaml:3:15: after_budget: 'reaches' and 'after' go together
            after_budget: {per_unit: 5, then: zero}         | policy.yaml:3:15: after_budget: 'then' goes with 'totals' only
            after_budget: {totals: [10, 5]}                 | policy.yaml:3:15: after_budget: the steps of a penalty cannot be negative or fall
            after_budget: {per_unit: -1}                    | policy.yaml:3:26: after_budget.per_unit:
            after_budget: zero\\nunit: hour\\ndays: wall_clock | policy.yaml:5:7: days: an hour is an hour on any clock
            after_budget: {keeps: 5}\\noperand: points      | policy.yaml:3:15: after_budget: 'keeps' is in percent
            after_budget: zero\\nuse: best\\nteam: minimum  | policy.yaml:4:6: use: use: best goes with team: each only
            after_budget: zero\\nuse: best\\nafter_cap: none | policy.yaml:4:6: use: use: best needs no after_cap
            after_budget: zero\\nbudgets: [{name: a, amount: 1}, {name: a, amount: 2, categories: [x]}] | policy.yaml:4:10: budgets: two budgets are called a
            after_budget: zero\\nbudgets: [{name: a, amount: 1}, {name: b, amount: 2}] | policy.yaml:4:10: budgets: only one budget can be without categories
            after_budget: zero\\nbudgets: [{name: a, amount: 1, categories: [x]}, {name: b, amount: 2, categories: [x]}] | policy.yaml:4:10: budgets: the category x draws on two budgets
            after_budget: zero\\nbudgets: [{name: a}]       | policy.yaml:4:11: budgets[0]: 'amount' is missing
            after_budget: zero\\ncap: 1.5                   | policy.yaml:4:6: cap:
            after_budget: zero\\ncategories: {lab: {capp: 1}} | policy.yaml:4:20: categories.lab.capp: 'capp' is not allowed here; did you mean 'cap'?
            """)
    void aMistakeInAPolicyIsNamedWithItsPlace(String body, String message) {
        DocumentErrors errors = catchThrowableOfType(
                DocumentErrors.class, () -> PolicyParser.parse("policy.yaml", HEAD + body.replace("\\n", "\n") + "\n"));
        assertThat(errors.errors())
                .extracting(SuiteError::toString)
                .anySatisfy(error -> assertThat(error).startsWith(message));
    }

    @Test
    void aTextThatCannotBeStoredIsNamedWithItsPlace() {
        mistakes(
                "title: \"a\\0b\"\nschema: 1\nafter_budget: zero\n",
                "policy.yaml:1:8: title: has a NUL character (\\0)");
        mistakes(
                HEAD + "after_budget: zero\ncategories: {\"la\\u0000b\": {cap: 1}}\n",
                "policy.yaml:4:14: categories.la\0b: the key has a NUL character (\\0)");
        mistakes(
                HEAD + "after_budget: zero\nbudgets: [{name: a, amount: 1, categories: [x, \"\\x00\"]}]\n",
                "policy.yaml:4:48: budgets[0].categories[1]: has a NUL character (\\0)");
        mistakes(
                "schema: 1\ntitle: \ud83c\udf93a\0b\nafter_budget: zero\n",
                "policy.yaml:2:10: policy.yaml has the character U+0000, which no YAML can have");
    }

    private static void mistakes(String policy, String message) {
        DocumentErrors errors =
                catchThrowableOfType(DocumentErrors.class, () -> PolicyParser.parse("policy.yaml", policy));
        assertThat(errors.errors())
                .extracting(SuiteError::toString)
                .anySatisfy(error -> assertThat(error).startsWith(message));
    }

    @Test
    void aCourseWithoutStudentsKnowsNobody() throws Exception {
        Calendar empty = new Calendar(ZoneOffset.UTC, List.of(), List.of());
        DecisionReader reader = new DecisionReader(POLICY, empty, List.of());
        ObjectNode wanted = (ObjectNode)
                new ObjectMapper().readTree("{\"accommodations\": [{\"student\": \"tpyo\", \"days\": 1}]}");
        DocumentErrors errors = catchThrowableOfType(DocumentErrors.class, () -> reader.wanted(wanted));
        assertThat(errors.getMessage()).contains("there is no student 'tpyo'");
    }

    @Test
    void fractionsOfASecondAreCutOffWhereADecisionBegins() {
        TermFile term = EventsParser.parse("e", TERM + """
                submissions: [{part: hw1, student: ada, at: 2026-03-09T23:59:00, earned: 80}]
                outages: [{from: 2026-03-07T23:59:00.4, to: 2026-03-08T23:59:00.9, plus_days: 1}]
                budget_changes: [{budget: slack, from: 2026-03-07T23:59:00.4, total: 0}]
                """, POLICY);
        LedgerEntry entry =
                LateEvaluation.evaluate(POLICY, term.calendar(), term.events()).entry("ada", "hw1");
        assertThat(entry.lateSeconds()).isZero();
        assertThat(entry.total()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                | ''                | decisions: extensions[2]: 'ada', 'ben' have two extensions of 'hw1'; keep one
            , "decision": 12  | ''                | keep one. Decision 12 holds already; withdraw what is not to hold with 'grader term withdraw COURSE 12'
            , "decision": 12  | , "decision": 15  | keep one. Decisions 12, 15 hold already; withdraw what is not to hold with 'grader term withdraw COURSE 12 15'
            """)
    void overlappingExtensionsNameTheDecisionsThatCanBeWithdrawn(String first, String second, String message)
            throws IOException {
        Calendar calendar = EventsParser.parse("events.yaml", TERM, POLICY).calendar();
        JsonNode decided = new ObjectMapper().readTree("""
                {"extensions": [{"part": "hw1", "student": "ada", "days": 1%s},
                                {"part": "hw1", "student": "ben", "days": 1%s},
                                {"part": "hw1", "students": ["ada", "ben"], "days": 2}]}
                """.formatted(first, second));
        assertThatThrownBy(() -> new DecisionReader(POLICY, calendar, List.of()).decided(decided))
                .isInstanceOf(DocumentErrors.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            submissions: [{part: hw2, student: ada, at: 2026-03-07T12:00}]  | events.yaml:6:22: submissions[0].part: there is no part 'hw2'; did you mean 'hw1'?
            submissions: [{part: hw1, student: adaa, at: 2026-03-07T12:00}] | events.yaml:6:36: submissions[0].student: there is no student 'adaa'; did you mean 'ada'?
            submissions: [{part: hw1, at: 2026-03-07T12:00}]                | events.yaml:6:15: submissions[0]: write who handed it in
            submissions: [{part: hw1, student: ada, at: 2026-03-08T02:30}]  | events.yaml:6:15: submissions[0]: '2026-03-08T02:30' is skipped by the clocks of America/New_York
            submissions: [{part: hw1, student: ada, at: 2026-02-30T02:30}]  | events.yaml:6:15: submissions[0]: there is no moment '2026-02-30T02:30'
            submissions: [{part: hw1, student: ada, at: yesterday}]         | events.yaml:6:45: submissions[0].at: 'yesterday' does not fit; write a date and time
            submissions: [{part: hw1, student: ada, at: 2026-03-07T12:00, earned: -1}] | events.yaml:6:71: submissions[0].earned:
            extensions: [{part: hw1, student: ada, days: 2}, {part: hw1, student: ada, until: 2026-03-09T00:00}] | events.yaml:6:50: extensions[1]: 'ada' has two extensions of 'hw1'; keep one
            extensions: [{part: hw1, student: ada}]                         | events.yaml:6:14: extensions[0]: write exactly one of until, endless, and days
            extensions: [{part: hw1, students: [ada, cem], days: 1}]        | events.yaml:6:36: extensions[0].students: there is no student 'cem'
            outages: [{from: 2026-03-07T12:00, to: 2026-03-07T11:00}]       | events.yaml:6:11: outages[0]: an outage cannot end before it begins
            budget_changes: [{budget: slakc, from: 2026-03-07T12:00, total: 1}] | events.yaml:6:27: budget_changes[0].budget: there is no budget 'slakc'; did you mean 'slack'?
            budget_changes: [{budget: slack, from: 2026-03-07T12:00}]       | events.yaml:6:18: budget_changes[0]: write exactly one of total and more
            accommodations: [{student: ada}]                                | events.yaml:6:18: accommodations[0]: write how much more time
            choices: [{part: hw1, student: ada, submission: s9, at: 2026-03-07T12:00}] | events.yaml:6:49: choices[0].submission: there is no submission 's9'
            submissions: [{id: a, part: hw1, student: ben, at: 2026-03-07T12:00}]\\nchoices: [{part: hw1, student: ada, submission: a, at: 2026-03-07T12:00}] | events.yaml:7:49: choices[0].submission: the submission 'a' is by ben; choose one by 'ada'
            submissions: [{id: a, part: hw1, student: ada, at: 2026-03-07T12:00, practice: true}]\\nchoices: [{part: hw1, student: ada, submission: a, at: 2026-03-07T12:00}] | events.yaml:7:49: choices[0].submission: the submission 'a' is practice and never counts; choose another one
            accommodations: [{student: ada, days: 1, categories: [homewrok]}] | events.yaml:6:54: accommodations[0].categories: there is no category 'homewrok'; did you mean 'homework'?
            submissions: [{id: a, part: hw1, student: ada, at: 2026-03-07T12:00}, {id: a, part: hw1, student: ada, at: 2026-03-07T12:00}] | events.yaml:6:71: submissions[1]: the submission 'a' is there twice
            sumbissions: []                                                 | events.yaml:6:1: sumbissions: 'sumbissions' is not allowed here; did you mean 'submissions'?
            """)
    void aMistakeInTheEventsIsNamedWithItsPlace(String section, String message) {
        DocumentErrors errors = catchThrowableOfType(
                DocumentErrors.class,
                () -> EventsParser.parse("events.yaml", TERM + section.replace("\\n", "\n") + "\n", POLICY));
        assertThat(errors.errors().getFirst().toString()).startsWith(message);
    }

    /** As an older course's seconds come as minutes: 50 s are 0.8333 minutes. */
    @Test
    void aGraceOfMinutesIsTheNearestSecond() {
        assertThat(PolicyParser.parse(
                                "p", "schema: 1\ntitle: x\nafter_budget: none\ngrace: {minutes: 0.8333, at: every}\n")
                        .clock()
                        .grace()
                        .seconds())
                .isEqualTo(50);
    }

    @Test
    void aZoneThatIsNoneAndPartsThatAreThereTwiceAreNamed() {
        DocumentErrors errors = catchThrowableOfType(DocumentErrors.class, () -> EventsParser.parse("e", """
                schema: 1
                time_zone: Asia/Teheran
                parts:
                  - {id: a, category: x}
                  - {id: a, category: x, closes: 2026-03-07T12:00}
                """, POLICY));
        assertThat(errors.errors())
                .extracting(SuiteError::toString)
                .satisfiesExactly(
                        zone -> assertThat(zone).startsWith("e:2:12: time_zone: 'Asia/Teheran' is no time zone"),
                        part -> assertThat(part).startsWith("e:5:5: parts[1]: a closes or has a checkpoint"),
                        twice -> assertThat(twice).startsWith("e:5:10: parts[1].id: 'a' is there twice"));
    }

    @Test
    void aPartWithAWrongDateIsOneMistakeAndNotOneMoreForEachThatNamesIt() {
        DocumentErrors errors = catchThrowableOfType(DocumentErrors.class, () -> EventsParser.parse("e", """
                schema: 1
                time_zone: Asia/Tehran
                students: [ada]
                parts: [{id: hw, category: c, due: 2022-03-22T00:30}]
                submissions: [{part: hw, student: ada, at: 2022-03-22T01:10}]
                """, POLICY));
        assertThat(errors.errors())
                .singleElement()
                .asString()
                .startsWith("e:4:9: parts[0]: '2022-03-22T00:30' is skipped by the clocks of Asia/Tehran");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "just words", "- 1", "schema: 1", "schema: 2\ntitle: t\nafter_budget: zero"})
    void whatIsNoPolicyIsRefused(String text) {
        assertThatThrownBy(() -> PolicyParser.parse("policy.yaml", text)).isInstanceOf(DocumentErrors.class);
    }

    @Test
    void aSubmissionWithoutAnIdGetsOneThatIsFree() {
        TermFile term = EventsParser.parse("e", TERM + """
                submissions:
                  - {id: s2, part: hw1, student: ada, at: 2026-03-07T22:00}
                  - {part: hw1, student: ada, at: 2026-03-07T23:00}
                  - {part: hw1, student: ada, at: 2026-03-07T23:30}
                  - {id: s3, part: hw1, student: ada, at: 2026-03-07T23:40}
                """, POLICY);
        assertThat(term.events())
                .extracting(event -> ((Event.Submission) event).id())
                .containsExactly("s2", "s4", "s5", "s3");
    }

    @Test
    void aSubmissionForAnotherPartCannotBeChosen() {
        DocumentErrors errors = catchThrowableOfType(DocumentErrors.class, () -> EventsParser.parse("e", """
                schema: 1
                time_zone: Asia/Tehran
                parts: [{id: hw1, category: x}, {id: quiz, category: x}]
                submissions: [{id: a, part: quiz, student: ada, at: 2026-03-07T12:00}]
                choices: [{part: hw1, student: ada, submission: a, at: 2026-03-07T12:00}]
                """, POLICY));
        assertThat(errors.errors())
                .singleElement()
                .asString()
                .startsWith("e:5:49: choices[0].submission: the submission 'a' is for 'quiz'; choose one for 'hw1'");
    }

    @Test
    void aCheckpointIsNotAfterTheDueDate() {
        DocumentErrors errors = catchThrowableOfType(DocumentErrors.class, () -> EventsParser.parse("e", """
                schema: 1
                time_zone: Asia/Tehran
                parts:
                  - {id: a, category: x, due: 2026-03-07T12:00, checkpoint: 2026-03-08T12:00}
                """, POLICY));
        assertThat(errors.errors())
                .singleElement()
                .asString()
                .startsWith("e:4:5: parts[0]: a has its checkpoint after it is due");
    }

    @Test
    void momentsAreInTheZoneOfTheFileOrTheirOwn() {
        TermFile term = EventsParser.parse("e", TERM + """
                submissions:
                  - {part: hw1, student: ada, at: 2026-03-07T23:59:00.4}
                  - {part: hw1, student: ada, at: 2026-03-08 04:59:01Z, earned: 7.5}
                """, POLICY);
        assertThat(term.calendar().parts().getFirst().due()).contains(Instant.parse("2026-03-08T04:59:00Z"));
        assertThat(term.events())
                .extracting(event -> ((Event.Submission) event).at())
                .containsExactly(Instant.parse("2026-03-08T04:59:00.400Z"), Instant.parse("2026-03-08T04:59:01Z"));
    }

    @Test
    void aCategoryKeepsWhatFollowsTheCapInGeneral() {
        String body = "cap: 1\nafter_budget: zero\ncategories: {lab: {after_budget: {per_unit: 5}}}\n";
        Policy without = policy(body);
        assertThat(without.rules("lab").afterCap())
                .isEqualTo(without.rules("lab").afterBudget());
        Policy with = policy("after_cap: zero\n" + body);
        assertThat(with.rules("lab").afterCap()).isEqualTo(new Consequence.Zero());
        assertThat(with.rules("lab").afterBudget())
                .isNotEqualTo(with.rules("lab").afterCap());
    }

    @Test
    void thePresetsOfOtherGradersCountAsTheseDo() {
        assertThat(LatePresets.policy("grace-days-then-percent").clock().days()).isEqualTo(DayKind.WALL_CLOCK);
        assertThat(LatePresets.policy("late-days-then-zero").counted()).isEqualTo(Counted.CHOSEN);
    }

    @Test
    void theFourCoursesAreThere() {
        assertThat(LatePresets.names())
                .startsWith("sharif-ce-40719", "sharif-math-dl", "intro-dl-pytorch", "tum-theory-seminar")
                .hasSizeGreaterThan(20)
                .doesNotHaveDuplicates();
        Policy sharif = LatePresets.policy("sharif-ce-40719");
        assertThat(sharif.budget("theoretical").orElseThrow().amount()).isEqualTo(5);
        assertThat(sharif.budget("practical").orElseThrow().amount()).isEqualTo(10);
        assertThat(sharif.rules("practical").cap()).hasValue(3);
        assertThat(sharif.rules().afterBudget())
                .isEqualTo(new Consequence.Steps(List.of(BigDecimal.valueOf(10)), Consequence.Then.CONTINUE));
    }

    @Test
    void aTermMayHaveASecondCalendar() {
        assertThat(EventsParser.parse("e", TERM, POLICY).calendar().secondCalendar())
                .isEmpty();
        assertThat(EventsParser.parse("e", TERM + "second_calendar: solar_hijri\n", POLICY)
                        .calendar()
                        .secondCalendar())
                .contains(SecondCalendar.SOLAR_HIJRI);
        assertThatThrownBy(() -> EventsParser.parse("e", TERM + "second_calendar: maya\n", POLICY))
                .hasMessageContaining("second_calendar")
                .hasMessageContaining("solar_hijri");
    }

    @Test
    void anUnknownPresetIsCorrected() {
        assertThatThrownBy(() -> LatePresets.policy("sharif-ce-40718"))
                .hasMessage("There is no preset 'sharif-ce-40718'; did you mean 'sharif-ce-40719'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {PolicyParser.RESOURCE, EventsParser.RESOURCE})
    void everySectionOfASchemaIsClosedAndDocumented(String resource) throws IOException {
        String document = Files.readString(DOCUMENT);
        JsonNode schema = schema(resource);
        names(schema).forEach(key -> assertThat(document).contains("`" + key + "`"));
        for (JsonNode object : schema.findParents("properties")) {
            assertThat(object.path("additionalProperties").isBoolean())
                    .as(object.toString())
                    .isTrue();
            names(object).forEach(key -> assertThat(document).containsPattern("`" + key + "`|\\b" + key + ": "));
            object.get("properties")
                    .forEach(rule -> assertThat(rule.path("description").asText())
                            .as(rule.toString())
                            .isNotEmpty());
        }
    }

    static List<String> sections() throws IOException {
        return names(schema(EventsParser.RESOURCE)).stream()
                .filter(name -> !List.of("schema", "time_zone", "second_calendar", "students")
                        .contains(name))
                .toList();
    }

    /** The words about a section name each of its fields, and its example has each and can be read. */
    @ParameterizedTest
    @MethodSource("sections")
    void everyFieldOfASectionIsDocumentedWithAnExample(String section) throws IOException {
        JsonNode schema = schema(EventsParser.RESOURCE);
        String definition = schema.at("/properties/" + section + "/items/$ref").asText();
        Set<String> fields = Set.copyOf(names(schema.at(definition.substring(1))));
        String about = about(section);
        String example = example(section);
        String words = about.replace(example, "");

        fields.forEach(field -> assertThat(words).contains("`" + field + "`"));
        assertThat(Pattern.compile("([a-z_]+): ")
                        .matcher(example)
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet()))
                .isEqualTo(fields);
        String others = switch (section) {
            case "parts" -> "";
            case "choices" -> example("parts") + example("submissions");
            default -> example("parts");
        };
        TermFile term = EventsParser.parse("events.yaml", EXAMPLE_HEAD + others + example, EXAMPLE_POLICY);
        assertThat(term.calendar().parts()).hasSize(3);
        assertThat(term.events().isEmpty()).isEqualTo(section.equals("parts"));
    }

    @Test
    void allExamplesOfTheEventsMakeOneFile() throws IOException {
        StringBuilder file = new StringBuilder(EXAMPLE_HEAD);
        for (String section : sections()) {
            file.append(example(section));
        }
        TermFile term = EventsParser.parse("events.yaml", file.toString(), EXAMPLE_POLICY);
        assertThat(LateEvaluation.evaluate(EXAMPLE_POLICY, term.calendar(), term.events())
                        .entries())
                .hasSize(6);
    }

    private static String example(String section) throws IOException {
        Matcher example = Pattern.compile(
                        "<!-- section: " + section + " -->\n```yaml\n(" + section + ":\n.*?)```", Pattern.DOTALL)
                .matcher(about(section));
        assertThat(example.find()).as(section).isTrue();
        return example.group(1);
    }

    /** From its heading to the next one. */
    private static String about(String section) throws IOException {
        Matcher about = Pattern.compile("\n### `" + section + "`\n(.*?)\n##", Pattern.DOTALL)
                .matcher(Files.readString(DOCUMENT));
        assertThat(about.find()).as(section).isTrue();
        return about.group(1);
    }

    private static JsonNode schema(String resource) throws IOException {
        try (InputStream input = Objects.requireNonNull(LateFilesTest.class.getResourceAsStream(resource))) {
            return new ObjectMapper().readTree(input);
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.get("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Policy policy(String body) {
        return PolicyParser.parse("policy.yaml", HEAD + body);
    }
}

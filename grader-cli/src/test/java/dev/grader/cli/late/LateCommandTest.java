package dev.grader.cli.late;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.CommandLines;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.Json;
import dev.grader.cli.terminal.Terminal;
import dev.grader.core.late.LedgerEntry.Status;
import dev.grader.core.late.file.LatePresets;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on the examples of {@code docs/late-policy.md}, which they keep true. */
class LateCommandTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "late-policy.md");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final ByteArrayOutputStream talk = new ByteArrayOutputStream();

    @Test
    void theExampleOfTheDocumentGivesTheOutputOfTheDocument() throws IOException {
        assertThat(explain()).isEqualTo(ExitCode.OK);
        // On a mismatch, copy this file into the document.
        Files.writeString(Path.of("target", "late-example.txt"), shown(data));
        assertThat(shown(data)).isEqualTo(example("output"));
    }

    @Test
    void theSameAsJsonForOneStudent() throws IOException {
        assertThat(explain("--json", "--student", "ben")).isEqualTo(ExitCode.OK);
        JsonNode ledger = Json.MAPPER.readTree(shown(data));
        assertThat(ledger.path("unit").asText()).isEqualTo("day");
        assertThat(ledger.path("entries")).hasSize(3);
        JsonNode practice = ledger.path("entries").get(1);
        assertThat(practice.path("student").asText()).isEqualTo("ben");
        assertThat(practice.path("part").asText()).isEqualTo("hw1.practice");
        assertThat(practice.path("status").asText()).isEqualTo("covered");
        assertThat(practice.path("lateSeconds").asInt()).isEqualTo(3 * 3_600 + 12 * 60);
        assertThat(practice.path("charged").asInt()).isEqualTo(1);
        assertThat(practice.path("budgetLeft").asInt()).isEqualTo(7);
        assertThat(practice.path("points").decimalValue()).isEqualByComparingTo("54");
        assertThat(practice.path("explanation").asText())
                .isEqualTo("3 h 12 min late = 1 day; 1 of your 8 practical days used, 7 left; no penalty");
        assertThat(ledger.path("balances")).hasSize(2);
    }

    @Test
    void theJsonOfTheDocumentIsWhatIsPrinted() throws IOException {
        assertThat(explain("--json")).isEqualTo(ExitCode.OK);
        JsonNode ledger = Json.MAPPER.readTree(shown(data));
        JsonNode shown = Json.MAPPER.readTree(example("json"));
        assertThat(ledger.fieldNames()).toIterable().containsExactlyElementsOf(shown::fieldNames);
        assertThat(ledger.path("unit")).isEqualTo(shown.path("unit"));
        assertThat(ledger.path("entries")).contains(shown.path("entries").get(0));
        assertThat(ledger.path("balances")).contains(shown.path("balances").get(0));

        String about = document().substring(document().indexOf("## The ledger as JSON"));
        for (Class<?> printed : List.of(LedgerJson.class, LedgerJson.Entry.class, LedgerJson.Balance.class)) {
            for (RecordComponent field : printed.getRecordComponents()) {
                assertThat(about).contains("`" + field.getName() + "`");
            }
        }
        for (Status status : Status.values()) {
            assertThat(about).contains("`" + status.name().toLowerCase(Locale.ROOT) + "`");
        }
    }

    @Test
    void aPresetServesAsAPolicy() throws IOException {
        Path events = Files.writeString(folder.resolve("events.yaml"), example("events"));
        assertThat(run("late", "explain", "--policy", "preset:sharif-ce-40719", "--events", events.toString()))
                .isEqualTo(ExitCode.OK);
        assertThat(shown(data)).contains("1 of your 10 practical days used, 9 left; no penalty");
    }

    @Test
    void aCategoryThatThePolicyDoesNotKnowIsNoted() throws IOException {
        String events = Files.writeString(
                        folder.resolve("events.yaml"),
                        example("events").replace("category: practical", "category: practial"))
                .toString();
        String note = "The late policy has budgets for practical and theoretical, and none for 'practial', the category"
                + " of hw1.practice and hw2.practice: no slack days there. Did you mean 'practical'?";
        assertThat(run("late", "explain", "--policy", "preset:sharif-ce-40719", "--events", events))
                .isEqualTo(ExitCode.OK);
        assertThat(shown(talk)).contains(note).contains("'practical', which no assignment has");
        assertThat(run("late", "explain", "--policy", "preset:sharif-ce-40719", "--events", events, "--json"))
                .isEqualTo(ExitCode.OK);
        assertThat(Json.MAPPER.readTree(shown(data)).path("notes").get(0).asText())
                .isEqualTo(note);
        assertThat(explain()).isEqualTo(ExitCode.OK);
        assertThat(shown(talk)).isEmpty();
    }

    @Test
    void mistakesAreNamedWithTheirPlaces() throws IOException {
        Path policy = Files.writeString(folder.resolve("p.yaml"), "schema: 1\ntitle: t\nafter_bugdet: zero\n");
        Path events = Files.writeString(folder.resolve("events.yaml"), example("events"));
        assertThat(run("late", "explain", "--policy", policy.toString(), "--events", events.toString()))
                .isEqualTo(ExitCode.FAILURE);
        assertThat(shown(data)).contains("p.yaml:3:1: after_bugdet: ", "did you mean 'after_budget'?");
    }

    @Test
    void whatIsNotThereIsWrongUsage() throws IOException {
        assertThat(run("late", "explain", "--policy", "preset:sharif", "--events", "none.yaml"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shown(talk)).contains("There is no preset 'sharif'");
        assertThat(run("late", "explain", "--policy", "preset:sharif-ce-40719", "--events", "none.yaml"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shown(talk)).contains("There is no file none.yaml.");
        assertThat(explain("--student", "cem")).isEqualTo(ExitCode.USAGE);
        assertThat(shown(talk)).contains("No event names the student 'cem'.");
    }

    @Test
    void presetsAreListedAndPrinted() {
        assertThat(run("late", "presets")).isEqualTo(ExitCode.OK);
        assertThat(shown(data)).contains("sharif-ce-40719", "tum-theory-seminar", "late-days-then-zero");
        assertThat(run("late", "presets", "sharif-ce-40719")).isEqualTo(ExitCode.OK);
        assertThat(shown(data)).isEqualTo(LatePresets.text("sharif-ce-40719"));
    }

    private int explain(String... options) throws IOException {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), example("policy"));
        Path events = Files.writeString(folder.resolve("events.yaml"), example("events"));
        String[] arguments = new String[6 + options.length];
        System.arraycopy(
                new String[] {"late", "explain", "--policy", policy.toString(), "--events", events.toString()},
                0,
                arguments,
                0,
                6);
        System.arraycopy(options, 0, arguments, 6, options.length);
        return run(arguments);
    }

    private static String example(String name) throws IOException {
        Matcher matcher = Pattern.compile("<!-- example: " + name + " -->\n```[a-z]+\n(.*?)```", Pattern.DOTALL)
                .matcher(document());
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(1);
    }

    private static String document() throws IOException {
        return Files.readString(DOCUMENT);
    }

    private int run(String... arguments) {
        data.reset();
        talk.reset();
        Terminal terminal = new Terminal(
                new PrintStream(data, true, StandardCharsets.UTF_8),
                new PrintStream(talk, true, StandardCharsets.UTF_8),
                new BufferedReader(new StringReader("")),
                false,
                false,
                200);
        return CommandLines.of(new Session(Map.of(), terminal)).execute(arguments);
    }

    private static String shown(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}

package dev.grader.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.cli.CommandLines;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.proof.SuiteFolder;
import dev.grader.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuiteCommandsTest {
    private static final Path RESOURCES = Path.of("src/main/resources/suite-templates");

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final ByteArrayOutputStream talk = new ByteArrayOutputStream();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @ParameterizedTest
    @EnumSource(SuiteTemplates.Kind.class)
    void aNewSuiteHasNoMistakes(SuiteTemplates.Kind kind) throws Exception {
        Path suite = folder.resolve("Home Work 1");

        assertThat(run("suite", "init", suite.toString(), "--kind", kind.folder()))
                .isEqualTo(ExitCode.OK);
        assertThat(run("suite", "validate", suite.toString())).isEqualTo(ExitCode.OK);

        assertThat(Files.readString(suite.resolve("suite.yaml")))
                .startsWith("# yaml-language-server: $schema=suite-1.schema.json")
                .contains("\nid: home-work-1\n");
        assertThat(suite.resolve("suite-1.schema.json")).exists();
        assertThat(new SuiteFolder(suite).read().files()).doesNotContainKey("suite-1.schema.json");
    }

    @ParameterizedTest
    @EnumSource(SuiteTemplates.Kind.class)
    void theIndexOfATemplateNamesAllItsFiles(SuiteTemplates.Kind kind) throws IOException {
        Path template = RESOURCES.resolve(kind.folder());
        try (Stream<Path> files = Files.walk(template)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> template.relativize(file).toString())
                    .filter(name -> !name.equals("files"))
                    .toList();
            assertThat(Files.readAllLines(template.resolve("files"))).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void aFolderWithFilesIsNotWrittenTo() throws Exception {
        Files.writeString(folder.resolve("mine.txt"), "mine");

        assertThat(run("suite", "init", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(shown(talk)).contains("is there already");
        assertThat(folder.resolve("suite.yaml")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--repeat", "--slots"})
    void aTestOfNothingProvesNothing(String option) throws Exception {
        assertThat(run("suite", "test", folder.toString(), option, "0")).isEqualTo(ExitCode.USAGE);
        assertThat(shown(talk)).contains(option + " is 0; it has to be 1 at least.");
    }

    @Test
    void everyMistakeIsALineWithItsPlace() throws Exception {
        Path suite = folder.resolve("suite");
        run("suite", "init", suite.toString());
        Path yaml = suite.resolve("suite.yaml");
        Files.writeString(
                yaml, Files.readString(yaml).replace("points: 5", "ponts: 5").replace("kind: static", "kind: statics"));

        assertThat(run("suite", "validate", suite.toString())).isEqualTo(ExitCode.FAILURE);

        assertThat(shown(data).lines())
                .anyMatch(line -> line.matches(".*suite\\.yaml:\\d+:\\d+: tests\\[0\\].*statics.*"))
                .anyMatch(line -> line.matches(".*suite\\.yaml:\\d+:\\d+: tests\\[1\\].*did you mean 'points'.*"));
    }

    @Test
    void theGalleryIsFoundUnderTheHomeOfTheGrader() throws Exception {
        Map<String, String> home =
                Map.of("GRADER_HOME", Path.of("..").toAbsolutePath().toString());

        assertThat(run(home, "suite", "init", folder.resolve("mine").toString(), "--from", "lenet-digits"))
                .isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("mine/fixtures/reference/model.py")).exists();
        assertThat(run(home, "suite", "init", folder.resolve("no").toString(), "--from", "no-such"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shown(talk)).contains("The gallery has: ").contains("lenet-digits");
        assertThat(folder.resolve("no")).doesNotExist();
    }

    private int run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private int run(Map<String, String> environment, String... arguments) {
        data.reset();
        talk.reset();
        Terminal terminal = new Terminal(
                new PrintStream(data, true, StandardCharsets.UTF_8),
                new PrintStream(talk, true, StandardCharsets.UTF_8),
                new BufferedReader(Reader.nullReader()),
                false,
                false,
                100);
        PrintStream standardError = System.err;
        System.setErr(new PrintStream(talk, true, StandardCharsets.UTF_8));
        try {
            return CommandLines.of(new Session(environment, terminal)).execute(arguments);
        } finally {
            System.setErr(standardError);
        }
    }

    private static String shown(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}

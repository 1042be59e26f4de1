package dev.grader.cli.course;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.cli.CommandLines;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.terminal.Terminal;
import dev.grader.core.course.CoursePresets;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoursePresetsCommandTest {
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final ByteArrayOutputStream talk = new ByteArrayOutputStream();

    @Test
    void presetsAreListedAndPrintedWithoutAService() {
        assertThat(run("course", "presets")).isEqualTo(ExitCode.OK);
        assertThat(shown(data).lines())
                .hasSize(5)
                .anySatisfy(line -> assertThat(line).contains("tum-theory-seminar", "Theoretical Advances"));
        assertThat(run("course", "presets", "sharif-math-dl")).isEqualTo(ExitCode.OK);
        assertThat(shown(data)).isEqualTo(CoursePresets.text("sharif-math-dl"));
    }

    @Test
    void anUnknownNameIsWrongUsage() {
        assertThat(run("course", "presets", "sharif-math")).isEqualTo(ExitCode.USAGE);
        assertThat(shown(talk)).contains("There is no preset 'sharif-math'; did you mean 'sharif-math-dl'?");
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

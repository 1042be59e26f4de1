package dev.grader.cli;

import dev.grader.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of commands that ask a server, which answers as it was told to. */
public abstract class ApiCommands {
    @TempDir
    protected Path folder;

    /** Standard output. */
    protected final ByteArrayOutputStream data = new ByteArrayOutputStream();

    /** Standard error. */
    protected final ByteArrayOutputStream talk = new ByteArrayOutputStream();

    @SuppressWarnings("NullAway.Init") // set up before each test
    protected FakeApi api;

    @BeforeEach
    void open() throws IOException {
        api = new FakeApi();
    }

    @AfterEach
    void close() {
        api.close();
    }

    /** Where nobody can be asked; returns the exit status. */
    protected final int run(String... arguments) {
        return answering("", arguments);
    }

    /** At a terminal, where something is typed. */
    protected final int answering(String typed, String... arguments) {
        data.reset();
        talk.reset();
        Terminal terminal = new Terminal(
                new PrintStream(data, true, StandardCharsets.UTF_8),
                new PrintStream(talk, true, StandardCharsets.UTF_8),
                new BufferedReader(new StringReader(typed)),
                !typed.isEmpty(),
                false,
                200);
        Map<String, String> environment =
                Map.of("GRADER_API_URL", api.url().toString(), "GRADER_TOKEN", "grd_test", "HOME", folder.toString());
        return CommandLines.of(new Session(environment, terminal)).execute(arguments);
    }

    protected static String shown(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}

package dev.grader.cli;

import dev.grader.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Map;

/** The command {@code grader}. */
public final class Main {
    private Main() {}

    /** Runs a command; see {@link ExitCode} for how it ends. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        Session session = new Session(environment, Terminal.ofProcess(environment, input));
        System.exit(CommandLines.of(session).execute(arguments));
    }
}

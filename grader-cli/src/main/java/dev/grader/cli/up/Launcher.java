package dev.grader.cli.up;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the jars of the service as processes of their own. */
final class Launcher {
    /** The first release that knows the option with which DJL and Netty may use Unsafe without a warning. */
    private static final int UNSAFE_OPTION_SINCE = 23;

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Path java;
    private final Map<String, String> overrides;

    /**
     * @param java the {@code java} to run the jars with
     * @param overrides environment that wins over what a part is given
     */
    Launcher(Path java, Map<String, String> overrides) {
        this.java = java;
        this.overrides = Map.copyOf(overrides);
    }

    /** Starts a jar whose output goes to its log. */
    Process start(Path jar, String memory, List<String> arguments, Map<String, String> environment, Path log)
            throws IOException {
        ProcessBuilder builder = builder(jar, memory, arguments, environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
    }

    /**
     * Starts a jar that says {@code READY} on its standard output.
     *
     * @return the process, ready
     * @throws IOException if it ended before
     */
    Process startReady(Path jar, String memory, List<String> arguments, Path log)
            throws IOException, InterruptedException {
        Process process = builder(jar, memory, arguments, Map.of())
                .redirectError(Redirect.appendTo(log.toFile()))
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line;
        while ((line = output.readLine()) != null) {
            if (line.startsWith("READY ")) {
                return process;
            }
        }
        throw new IOException("It ended with status " + process.waitFor() + ". See " + log + ".");
    }

    private ProcessBuilder builder(Path jar, String memory, List<String> arguments, Map<String, String> environment) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing. Build it with: ./grader build");
        }
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // Ctrl-C reaches every process of the terminal's group at once; ours are to end one after another
            command.add(SETSID.toString());
        }
        command.add(java.toString());
        command.add("-Xmx" + memory);
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= UNSAFE_OPTION_SINCE) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        // a part gets the secrets that it is given here and no others, least of all the worker those of the database
        builder.environment().keySet().removeIf(name -> name.startsWith("GRADER_"));
        builder.environment().putAll(environment);
        builder.environment().putAll(overrides);
        return builder;
    }
}

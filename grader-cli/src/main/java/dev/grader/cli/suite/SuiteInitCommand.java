package dev.grader.cli.suite;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.terminal.Terminal;
import dev.grader.core.suite.SuiteParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "init",
        description = {
            "Make a folder with a small suite that proves itself: tests, reference, starter, correct and wrong solutions.",
            "Change it to what your assignment needs."
        })
public final class SuiteInitCommand implements Callable<Integer> {
    private static final String GALLERY = "test-fixtures/assignments";
    private static final int LONGEST_ID = 64;

    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "A folder that is not there yet, or empty.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path folder;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "FUNCTION",
            description = "What kind of test to begin with: function, gradient or train; default function.")
    private SuiteTemplates.Kind kind = SuiteTemplates.Kind.FUNCTION;

    @Option(
            names = "--from",
            paramLabel = "NAME",
            description = "Begin with an assignment of the gallery, or with the suite in any folder.")
    private @Nullable String from;

    public SuiteInitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        if (Files.exists(folder) && !isEmptyFolder()) {
            throw new IllegalArgumentException(folder + " is there already. Name a new folder, or an empty one.");
        }
        if (from == null) {
            Files.createDirectories(folder);
            SuiteTemplates.copy(kind, folder);
        } else {
            Path source = source(from);
            Files.createDirectories(folder);
            SuiteTemplates.copy(source, folder);
        }
        SuiteTemplates.addSchema(folder);
        rename();
        Terminal terminal = session.terminal();
        terminal.say("Made " + folder + ". Next:");
        terminal.say("  grader suite validate " + folder + "   mistakes, at once");
        terminal.say("  grader suite test " + folder + "       its own solutions, graded here with Docker");
        terminal.say("  grader suite publish COURSE/ASSIGNMENT " + folder);
        return ExitCode.OK;
    }

    private boolean isEmptyFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private Path source(String name) throws IOException {
        Path named = Path.of(name);
        if (Files.isRegularFile(named.resolve(SuiteParser.FILE))) {
            return named;
        }
        String home = session.environment().get("GRADER_HOME");
        Path gallery = Path.of(home == null ? "." : home).resolve(GALLERY);
        Path source = gallery.resolve(name);
        if (Files.isRegularFile(source.resolve(SuiteParser.FILE))) {
            return source;
        }
        throw new ParameterException(
                spec.commandLine(),
                "There is no suite '" + name + "'. "
                        + (Files.isDirectory(gallery)
                                ? "The gallery has: " + names(gallery) + "."
                                : "The gallery was not found: set GRADER_HOME to the folder of the grader."));
    }

    private static String names(Path gallery) throws IOException {
        try (Stream<Path> folders = Files.list(gallery)) {
            return folders.filter(path -> Files.isRegularFile(path.resolve(SuiteParser.FILE)))
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
    }

    /** The suite is called like its folder. */
    private void rename() throws IOException {
        String id = String.valueOf(folder.toAbsolutePath().normalize().getFileName())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        if (!id.isEmpty() && id.length() <= LONGEST_ID) {
            Path suite = folder.resolve(SuiteParser.FILE);
            Files.writeString(
                    suite, Files.readString(suite).replaceFirst("(?m)^id: .*$", "id: " + Matcher.quoteReplacement(id)));
        }
    }
}

package dev.grader.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * {@code grader-standalone FOLDER [database|broker]}: starts both parts or one, prints {@code READY} and their addresses
 * as JSON on one line, writes each address to {@code FOLDER/database.url} and {@code FOLDER/broker.url} (readable by the
 * owner only), and runs until SIGTERM or until its standard input ends, so that it never outlives its starter.
 */
public final class Main {
    private static final int USAGE = 2;

    private Main() {}

    /** Runs until told to stop. Exit status 0: stopped as asked; 1: a part did not start; 2: wrong arguments. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("usage: grader-standalone FOLDER [database|broker]");
            System.exit(USAGE);
        }
        Standalone standalone = null;
        try {
            standalone = Standalone.start(Path.of(arguments[0]).toAbsolutePath(), kinds(arguments));
        } catch (IllegalArgumentException | IOException | SQLException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(standalone::close, "stop"));
        System.out.println("READY " + standalone.addresses());
        waitForEndOfInput();
        System.exit(0);
    }

    private static Set<Standalone.Kind> kinds(String[] arguments) {
        return arguments.length == 1
                ? EnumSet.allOf(Standalone.Kind.class)
                : EnumSet.of(Standalone.Kind.valueOf(arguments[1].toUpperCase(Locale.ROOT)));
    }

    private static void waitForEndOfInput() throws IOException {
        byte[] ignored = new byte[256];
        while (System.in.read(ignored) >= 0) {
            // whatever is typed is ignored; only the end counts
        }
    }
}

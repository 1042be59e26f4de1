package dev.grader.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command talks. Data goes to the standard output, everything for people to the standard error, so that output can be
 * piped.
 */
public final class Terminal {
    private static final int DEFAULT_WIDTH = 100;
    private static final int SMALLEST_WIDTH = 40;

    private final PrintStream data;
    private final PrintStream talk;
    private final BufferedReader input;
    private final boolean interactive;
    private final boolean colour;
    private final int width;

    /**
     * @param interactive whether a person sits at it who can be asked
     * @param colour whether colours may be used
     * @param width columns
     */
    public Terminal(
            PrintStream data, PrintStream talk, BufferedReader input, boolean interactive, boolean colour, int width) {
        this.data = data;
        this.talk = talk;
        this.input = input;
        this.interactive = interactive;
        this.colour = colour;
        this.width = Math.max(SMALLEST_WIDTH, width);
    }

    /** The terminal of this process; plain when there is none, with NO_COLOR, and with TERM=dumb. */
    public static Terminal ofProcess(Map<String, String> environment, BufferedReader input) {
        boolean interactive = isTerminal(0) && isTerminal(2);
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean colour =
                interactive && !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(System.out, System.err, input, interactive, colour, width(environment.get("COLUMNS")));
    }

    /** Java 21 cannot tell a terminal from a pipe, and later releases changed their mind; Linux can. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    private static int width(@Nullable String columns) {
        return columns != null && columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : DEFAULT_WIDTH;
    }

    /** The same terminal, with a copy of all that is shown, and nobody to ask. */
    public Terminal copiedTo(OutputStream copy) {
        return new Terminal(both(data, copy), both(talk, copy), input, false, colour, width);
    }

    /** The same terminal, showing nothing. */
    public Terminal silent() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Terminal(nowhere, nowhere, input, false, false, width);
    }

    private static PrintStream both(PrintStream shown, OutputStream copy) {
        OutputStream tee = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                shown.write(octet);
                copy.write(octet);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                shown.write(bytes, offset, length);
                copy.write(bytes, offset, length);
            }

            @Override
            public void flush() throws IOException {
                shown.flush();
                copy.flush();
            }
        };
        return new PrintStream(tee, true, StandardCharsets.UTF_8);
    }

    /** A line of data. */
    public void data(String line) {
        data.println(line);
        data.flush();
    }

    /** JSON as data: what could harm the terminal stands in it as escapes. */
    public void json(String json) {
        data(SafeText.json(json));
    }

    /** A line for people. */
    public void say(String line) {
        talk.println(line);
        talk.flush();
    }

    /** Something to notice. */
    public void warn(String line) {
        say(style(Style.YELLOW, line));
    }

    /** Something went wrong. */
    public void error(String line) {
        say(style(Style.RED, line));
    }

    /** Whether a person can be asked. */
    public boolean isInteractive() {
        return interactive;
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** A question whose answer is yes or no; anything but yes is no. */
    public boolean confirm(String question) throws IOException {
        talk.print(question + " [y/N] ");
        talk.flush();
        String answer = input.readLine();
        return answer != null && answer.strip().matches("(?i)y|yes");
    }

    /** A line that a person types. */
    public @Nullable String readLine() throws IOException {
        return input.readLine();
    }

    /** Text in a colour, where there are colours. */
    public String style(Style style, String text) {
        return colour ? style.code() + text + Style.RESET : text;
    }

    /** The colours in use. A colour never says what no word says. */
    public enum Style {
        BOLD("1"),
        DIM("2"),
        RED("31"),
        GREEN("32"),
        YELLOW("33");

        static final String RESET = "\u001b[0m";
        private final String number;

        Style(String number) {
            this.number = number;
        }

        String code() {
            return "\u001b[" + number + "m";
        }
    }
}

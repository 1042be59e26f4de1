package dev.grader.cli.demo;

import dev.grader.cli.CommandLines;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A person at the command line: types commands, and what they show is kept to be checked. */
final class Actor {
    private final String login;
    private final URI service;
    private final String token;
    private final Terminal terminal;

    Actor(String login, URI service, String token, Terminal terminal) {
        this.login = login;
        this.service = service;
        this.token = token;
        this.terminal = terminal;
    }

    /**
     * How a command went.
     *
     * @param status exit status
     * @param shown all that it printed
     */
    record Outcome(int status, String shown, double seconds) {
        String lastLine() {
            return shown.strip().lines().reduce("", (first, second) -> second);
        }
    }

    /** Types a command. */
    Outcome types(String... words) {
        terminal.say("");
        terminal.say(terminal.style(Terminal.Style.BOLD, login + " $ grader " + String.join(" ", words)));
        return run(terminal, words);
    }

    /** Types a command that answers with a secret: a token does not belong on a screen that others look at. */
    Outcome typesUnseen(String... words) {
        terminal.say("");
        terminal.say(terminal.style(Terminal.Style.BOLD, login + " $ grader " + String.join(" ", words)));
        terminal.say("(the token is not shown here)");
        return run(terminal.silent(), words);
    }

    private Outcome run(Terminal screen, String... words) {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        long begin = System.nanoTime();
        int status = CommandLines.of(session(screen.copiedTo(copy))).execute(words);
        return new Outcome(status, copy.toString(StandardCharsets.UTF_8), (System.nanoTime() - begin) / 1e9);
    }

    private Session session(Terminal screen) {
        return new Session(Map.of("GRADER_API_URL", service.toString(), "GRADER_TOKEN", token), screen);
    }

    /** The API as this person, to look at what came out. */
    ApiClient api() throws IOException {
        return session(terminal).api();
    }

    String login() {
        return login;
    }
}

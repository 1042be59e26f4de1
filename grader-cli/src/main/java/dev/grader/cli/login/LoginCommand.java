package dev.grader.cli.login;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.NotLoggedInException;
import dev.grader.cli.terminal.SafeText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "login", description = "Keep a token for a grading service; it is checked first.")
public final class LoginCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", arity = "0..1", paramLabel = "URL", description = "Address of the service.")
    private @Nullable URI url;

    @Option(names = "--token-stdin", description = "Read the token from the standard input, for scripts.")
    private boolean fromInput;

    public LoginCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        URI service = url == null ? session.credentials().url() : url;
        String token = token();
        Person person = new ApiClient(session.http(), service, Optional.of(token)).get("/api/v1/me", Person.class);
        Path file = session.credentials().keep(service, token);
        session.terminal()
                .say("Logged in at " + service + " as " + SafeText.line(person.login()) + " (" + person.role()
                        + "). The token is kept in " + file + ".");
        return ExitCode.OK;
    }

    private String token() throws IOException {
        if (fromInput) {
            String line = session.terminal().readLine();
            if (line == null || line.isBlank()) {
                throw new NotLoggedInException("There is no token on the standard input.");
            }
            return line.strip();
        }
        if (!session.terminal().isInteractive()) {
            throw new IllegalArgumentException("Without a terminal, give the token with --token-stdin.");
        }
        char[] typed = Objects.requireNonNull(System.console()).readPassword("Token: ");
        if (typed == null || typed.length == 0) {
            throw new NotLoggedInException("No token was typed.");
        }
        return new String(typed).strip();
    }
}

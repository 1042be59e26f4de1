package dev.grader.cli.login;

import com.fasterxml.jackson.databind.JsonNode;
import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.client.ApiClient;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "person", description = "Make people and their tokens (administrators).")
public final class PersonCommand implements Runnable {
    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public PersonCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: create or token.");
    }

    @Command(
            name = "create",
            description = "Make a person; with --token also print a token. The same again is no change.")
    int create(
            @Parameters(paramLabel = "LOGIN") String login,
            @Option(
                            names = "--name",
                            paramLabel = "NAME",
                            description = "Full name; the login if left out.",
                            defaultValue = "")
                    String name,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            defaultValue = "student",
                            description = "student, ta, instructor, worker or admin (${DEFAULT-VALUE}).")
                    String role,
            @Option(names = "--token", description = "Make a token as well and print it.") boolean token)
            throws IOException, InterruptedException {
        ApiClient api = session.api();
        Person person = api.post(
                "/api/v1/people",
                Map.of("login", login, "name", name.isEmpty() ? login : name, "role", role),
                Person.class);
        session.terminal().say("There is " + person.login() + " (" + person.role() + ").");
        return token ? token(login, "command line") : ExitCode.OK;
    }

    @Command(name = "token", description = "Make a token for a person and print it; it cannot be shown again.")
    int token(
            @Parameters(paramLabel = "LOGIN") String login,
            @Option(
                            names = "--label",
                            paramLabel = "TEXT",
                            defaultValue = "command line",
                            description = "What it is for (${DEFAULT-VALUE}).")
                    String label)
            throws IOException, InterruptedException {
        JsonNode issued = session.api()
                .post("/api/v1/people/" + ApiClient.segment(login) + "/tokens", Map.of("label", label), JsonNode.class);
        session.terminal().data(issued.path("token").asText());
        return ExitCode.OK;
    }
}

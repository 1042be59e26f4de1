package dev.grader.cli;

import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.Credentials;
import dev.grader.cli.client.NotLoggedInException;
import dev.grader.cli.terminal.Terminal;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;

/** What every command works with: the environment, the terminal, the API. */
public final class Session {
    private final Map<String, String> environment;
    private final Terminal terminal;
    private final Credentials credentials;
    private final HttpClient http;

    public Session(Map<String, String> environment, Terminal terminal) {
        this.environment = Map.copyOf(environment);
        this.terminal = terminal;
        this.credentials = new Credentials(environment);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    public Terminal terminal() {
        return terminal;
    }

    public Map<String, String> environment() {
        return environment;
    }

    public Credentials credentials() {
        return credentials;
    }

    public HttpClient http() {
        return http;
    }

    /** The API, as the person who is logged in. */
    public ApiClient api() throws IOException {
        if (credentials.token().isEmpty()) {
            throw new NotLoggedInException("You are not logged in at " + credentials.url()
                    + ". Log in with: grader login URL, or set GRADER_TOKEN.");
        }
        return new ApiClient(http, credentials.url(), credentials.token());
    }
}

package dev.grader.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * Which service, and as whom: {@code GRADER_API_URL} and {@code GRADER_TOKEN} of the environment, else what {@code grader
 * login} has kept.
 */
public final class Credentials {
    private static final URI DEFAULT_URL = URI.create("http://127.0.0.1:8080");

    private final Map<String, String> environment;

    public Credentials(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** What is kept. */
    public record Kept(URI url, String token) {}

    /** Address of the service. */
    public URI url() throws IOException {
        String given = environment.get("GRADER_API_URL");
        return given != null ? URI.create(given) : kept().map(Kept::url).orElse(DEFAULT_URL);
    }

    /** The token, if there is one for {@link #url}. */
    public Optional<String> token() throws IOException {
        String given = environment.get("GRADER_TOKEN");
        if (given != null) {
            return Optional.of(given.strip());
        }
        URI url = url();
        // a token is for the service that gave it, and no other one ever sees it
        return kept().filter(kept -> kept.url().equals(url)).map(Kept::token);
    }

    private Optional<Kept> kept() throws IOException {
        Path file = file();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.MAPPER.readValue(file.toFile(), Kept.class));
        } catch (JsonProcessingException e) {
            throw new IOException(file + " cannot be read. Log in again with: grader login", e);
        }
    }

    /** Keeps a token, in a file of the owner only. */
    public Path keep(URI url, String token) throws IOException {
        Path file = file();
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Json.MAPPER.writeValue(file.toFile(), new Kept(url, token));
        return file;
    }

    private Path file() {
        String configuration = environment.get("XDG_CONFIG_HOME");
        Path folder = configuration != null
                ? Path.of(configuration)
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".config");
        return folder.resolve("grader").resolve("credentials.json");
    }
}

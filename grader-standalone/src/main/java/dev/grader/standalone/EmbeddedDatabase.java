package dev.grader.standalone;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * PostgreSQL from the binaries in a jar, on the loopback address, with passwords, data kept in a folder. As root the
 * library starts it in a user namespace of its own ({@code unshare -U}), because PostgreSQL refuses to run as root.
 */
final class EmbeddedDatabase implements Part {
    private static final String USER = "grader";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;
    private final String url;

    private EmbeddedDatabase(EmbeddedPostgres postgres, String url) {
        this.postgres = postgres;
        this.url = url;
    }

    /** Starts the server of a folder, which is made on first use. */
    static EmbeddedDatabase start(Path folder) throws IOException, SQLException {
        PrivateFiles.folder(folder);
        Path data = folder.resolve("data");
        LeftOverPostmaster.stop(data);
        Settings settings = Settings.of(folder);
        EmbeddedPostgres postgres = server(folder, data, settings);
        try {
            prepare(postgres, settings);
        } catch (SQLException e) {
            postgres.close();
            throw e;
        }
        return new EmbeddedDatabase(
                postgres,
                "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s"
                        .formatted(settings.port(), USER, USER, settings.password()));
    }

    private static EmbeddedPostgres server(Path folder, Path data, Settings settings) throws IOException {
        Path passwordFile = folder.resolve("initial-password");
        PrivateFiles.write(passwordFile, settings.administratorPassword());
        Redirect log = Redirect.appendTo(folder.resolve("postgres.log").toFile());
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    // ours is the order in which things stop
                    .setRegisterShutdownHook(false)
                    .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                    .setPort(settings.port())
                    .setPGStartupWait(START_LIMIT)
                    // the library's name for "further options of initdb"; they come last and so win over its own
                    .setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", passwordFile.toString())
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setConnectConfig("password", settings.administratorPassword())
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    // the library is meant for tests and switches these off; grades must survive a power cut
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setErrorRedirector(log)
                    .setOutputRedirector(log)
                    .start();
        } finally {
            Files.delete(passwordFile);
        }
    }

    private static void prepare(EmbeddedPostgres postgres, Settings settings) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + USER + "'")) {
                statement.execute("CREATE ROLE " + USER + " LOGIN PASSWORD '" + settings.password() + "'");
            }
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + USER + "'")) {
                statement.execute("CREATE DATABASE " + USER + " OWNER " + USER);
            }
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

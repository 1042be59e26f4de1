package dev.grader.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import dev.grader.standalone.Standalone.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("system")
class StandaloneTest {
    private static final int CONFIRM_MILLIS = 60_000;

    @TempDir
    private Path folder;

    @Test
    void rowsAreThereAfterARestartAtTheSameAddress() throws Exception {
        String url;
        try (Standalone standalone = Standalone.start(folder, EnumSet.of(Kind.DATABASE))) {
            url = standalone.url(Kind.DATABASE);
            execute(url, "CREATE TABLE grades (points numeric)");
            execute(url, "INSERT INTO grades VALUES (17.25)");
        }
        try (Standalone standalone = Standalone.start(folder, EnumSet.of(Kind.DATABASE))) {
            assertThat(standalone.url(Kind.DATABASE)).isEqualTo(url);
            assertThat(query(url, "SELECT points FROM grades")).isEqualTo("17.25");
        }
    }

    @Test
    void theDatabaseIsDurableAndAsksForThePassword() throws Exception {
        try (Standalone standalone = Standalone.start(folder, EnumSet.of(Kind.DATABASE))) {
            String url = standalone.url(Kind.DATABASE);

            assertThat(query(url, "SHOW fsync")).isEqualTo("on");
            assertThat(query(url, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(url, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThatThrownBy(() -> query(url.replaceFirst("password=.*", "password=wrong"), "SELECT 1"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
        }
    }

    @Test
    void aConfirmedPersistentMessageSurvivesARestartOfTheBroker() throws Exception {
        String url;
        try (Standalone standalone = Standalone.start(folder, EnumSet.of(Kind.BROKER))) {
            url = standalone.url(Kind.BROKER);
            try (Connection connection = connect(url);
                    Channel channel = connection.createChannel()) {
                channel.queueDeclare("grader.jobs.cpu", true, false, false, Map.of());
                channel.confirmSelect();
                channel.basicPublish(
                        "", "grader.jobs.cpu", true, MessageProperties.PERSISTENT_BASIC, bytes("{\"jobId\":\"1\"}"));
                channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
            }
        }
        try (Standalone standalone = Standalone.start(folder, EnumSet.of(Kind.BROKER))) {
            assertThat(standalone.url(Kind.BROKER)).isEqualTo(url);
            try (Connection connection = connect(url);
                    Channel channel = connection.createChannel()) {
                channel.basicQos(1);
                GetResponse message = channel.basicGet("grader.jobs.cpu", false);

                assertThat(message).isNotNull();
                assertThat(message.getBody()).isEqualTo(bytes("{\"jobId\":\"1\"}"));
                channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
                assertThat(channel.basicGet("grader.jobs.cpu", false)).isNull();
            }
        }
    }

    @Test
    void theBrokerRefusesAWrongPassword() throws Exception {
        try (Standalone standalone = Standalone.start(folder, EnumSet.of(Kind.BROKER))) {
            String wrong = standalone.url(Kind.BROKER).replaceFirst("grader:[^@]*@", "grader:wrong@");

            assertThatThrownBy(() -> connect(wrong).close())
                    .isInstanceOfAny(
                            AuthenticationFailureException.class, PossibleAuthenticationFailureException.class);
        }
    }

    @Test
    void passwordsAreInFilesOfTheOwnerOnly() throws Exception {
        try (Standalone standalone = Standalone.start(folder, EnumSet.of(Kind.BROKER))) {
            Path address = folder.resolve("broker.url");

            assertThat(Files.readString(address).strip()).isEqualTo(standalone.url(Kind.BROKER));
            for (Path file : new Path[] {
                address, folder.resolve("broker/settings.properties"), folder.resolve("broker/configuration.json")
            }) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
    }

    private static void execute(String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(String url) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(url);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

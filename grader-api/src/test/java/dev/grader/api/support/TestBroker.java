package dev.grader.api.support;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;

/** A real AMQP 0-9-1 broker on a given port, which forgets everything when it stops. */
public final class TestBroker implements AutoCloseable {
    private static final String CONFIGURATION = """
            {"name": "grader", "modelVersion": "8.0",
             "authenticationproviders": [{"name": "plain", "type": "Plain", "secureOnlyMechanisms": [],
               "users": [{"name": "grader", "type": "managed", "password": "grader"}]}],
             "ports": [{"name": "AMQP", "bindingAddress": "127.0.0.1", "port": "@PORT@", "protocols": ["AMQP_0_9_1"],
               "authenticationProvider": "plain",
               "virtualhostaliases": [{"name": "nameAlias", "type": "nameAlias"}]}],
             "virtualhostnodes": [{"name": "grader", "type": "JSON", "defaultVirtualHostNode": "true",
               "virtualHostInitialConfiguration": "{\\"type\\": \\"DERBY\\"}"}]}
            """;

    private final SystemLauncher launcher = new SystemLauncher();

    private TestBroker() {}

    /** Starts a broker where the URL says. */
    public static TestBroker start(String url) throws IOException {
        Path folder = Files.createTempDirectory("broker");
        Path configuration = folder.resolve("configuration.json");
        Files.writeString(
                configuration,
                CONFIGURATION.replace("@PORT@", Integer.toString(URI.create(url).getPort())));
        System.setProperty(
                "derby.stream.error.file", folder.resolve("derby.log").toString());
        TestBroker broker = new TestBroker();
        try {
            broker.launcher.startup(Map.of(
                    "type",
                    "JSON",
                    "storePath",
                    folder.resolve("system.json").toString(),
                    "initialConfigurationLocation",
                    configuration.toUri().toString(),
                    "startupLoggedToSystemOut",
                    "false",
                    "context",
                    Map.of("qpid.work_dir", folder.toString())));
        } catch (Exception exception) {
            throw new IOException("the broker did not start", exception);
        }
        return broker;
    }

    @Override
    public void close() {
        launcher.shutdown();
    }
}

package dev.grader.cli.up;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How to run the service on this machine.
 *
 * @param home the repository's root, where the jars are
 * @param data folder of everything that is kept
 * @param host address that the API listens on
 * @param port of the API; the next free one is taken when it is taken
 * @param slots jobs that the worker runs at the same time
 * @param databaseUrl of a PostgreSQL to use instead of the embedded one
 * @param brokerUrl of a RabbitMQ to use instead of the embedded broker
 * @param overrides environment variables for the API and the worker that win over what they would be given, such as
 *     {@code GRADER_LEASE_SECONDS}
 */
public record ServiceSettings(
        Path home,
        Path data,
        String host,
        int port,
        int slots,
        Optional<String> databaseUrl,
        Optional<String> brokerUrl,
        Map<String, String> overrides) {
    static final int DEFAULT_PORT = 8080;

    public ServiceSettings {
        home = home.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
        overrides = Map.copyOf(overrides);
        if (slots < 1) {
            throw new IllegalArgumentException("A worker needs at least one slot.");
        }
    }

    /** Embedded database and broker unless the environment names real ones; port 8080; a slot for each of two cores, and for all but one of more. */
    public static ServiceSettings defaults(Path home, Path data, Map<String, String> environment) {
        return new ServiceSettings(
                home,
                data,
                "127.0.0.1",
                DEFAULT_PORT,
                slots(Runtime.getRuntime().availableProcessors()),
                Optional.ofNullable(environment.get("GRADER_DATABASE_URL")),
                Optional.ofNullable(environment.get("GRADER_BROKER_URL")),
                Map.of());
    }

    /** A training keeps one core busy; API and database need little beside it. */
    static int slots(int cores) {
        return cores <= 2 ? cores : cores - 1;
    }

    /** The same with one more environment variable for API and worker. */
    public ServiceSettings with(String name, String value) {
        Map<String, String> more = new HashMap<>(overrides);
        more.put(name, value);
        return new ServiceSettings(home, data, host, port, slots, databaseUrl, brokerUrl, more);
    }

    /** The same with other numbers of port and slots. */
    public ServiceSettings with(int otherPort, int otherSlots) {
        return new ServiceSettings(home, data, host, otherPort, otherSlots, databaseUrl, brokerUrl, overrides);
    }
}

package dev.grader.cli.up;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that run the service. */
public final class UpOptions {
    @Option(names = "--data", paramLabel = "FOLDER", description = "Where everything is kept; .grader if left out.")
    private @Nullable Path data;

    @Option(names = "--fresh", description = "Empty that folder first.")
    private boolean fresh;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Of the API; the next free one is taken (${DEFAULT-VALUE}).")
    private int port = ServiceSettings.DEFAULT_PORT;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address that the API listens on (${DEFAULT-VALUE}: this machine only).")
    private String host = "127.0.0.1";

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Jobs that the worker runs at once; all cores but one if left out.")
    private @Nullable Integer slots;

    /** The service that the options ask for, not started yet. */
    public Service service(Map<String, String> environment, Consumer<String> talk) throws IOException {
        return new Service(settings(environment), fresh, talk);
    }

    private ServiceSettings settings(Map<String, String> environment) {
        Path home = home(environment);
        ServiceSettings defaults =
                ServiceSettings.defaults(home, data == null ? home.resolve(".grader") : data, environment);
        return new ServiceSettings(
                defaults.home(),
                defaults.data(),
                host,
                port,
                slots == null ? defaults.slots() : slots,
                defaults.databaseUrl(),
                defaults.brokerUrl(),
                defaults.overrides());
    }

    /** The repository's root, from the launcher script. */
    public static Path home(Map<String, String> environment) {
        String home = environment.get("GRADER_HOME");
        if (home == null) {
            throw new IllegalArgumentException(
                    "Start this with the script ./grader, or set GRADER_HOME to its folder.");
        }
        return Path.of(home);
    }
}

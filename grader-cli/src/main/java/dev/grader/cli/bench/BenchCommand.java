package dev.grader.cli.bench;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.bench.BenchReport.Measured;
import dev.grader.cli.client.ApiClient;
import dev.grader.cli.client.Json;
import dev.grader.cli.suite.SuiteVersion;
import dev.grader.cli.terminal.Terminal;
import dev.grader.cli.up.Service;
import dev.grader.cli.up.ServiceSettings;
import dev.grader.cli.up.UpCommand;
import dev.grader.cli.up.UpOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        subcommands = {GalleryBenchCommand.class, LedgerBenchCommand.class},
        description = {
            "Submit copies of a correct solution, all at once, and tell where their time goes.",
            "Phases, steps, jobs per minute, CPU, and how much of it all is training. It runs a service of its own, whose "
                    + "suite is proved once and not again while it stays the same."
        })
public final class BenchCommand implements Callable<Integer> {
    private static final DateTimeFormatter RUN =
            DateTimeFormatter.ofPattern("MMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Session session;
    private final InstantSource clock = InstantSource.system();

    @Option(
            names = {"-n", "--submissions"},
            paramLabel = "N",
            description = "How many (${DEFAULT-VALUE}).")
    private int submissions = 20;

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Jobs that the worker runs at once; all cores but one if left out.")
    private @Nullable Integer slots;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where the service keeps its state between runs; .grader-bench if left out.")
    private @Nullable Path data;

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    public BenchCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (submissions < 1) {
            throw new IllegalArgumentException("--submissions must be at least 1, not " + submissions + ".");
        }
        Terminal terminal = session.terminal();
        Machine machine = Machine.now();
        Path home = UpOptions.home(session.environment());
        ServiceSettings settings = settings(home);
        terminal.say("Starting database, broker, API and worker in " + settings.data() + " …");
        try (Service service = new Service(settings, false, terminal::say)) {
            UpCommand.stopWithThisProcess(service);
            service.start();
            ApiClient admin = new ApiClient(session.http(), service.apiUrl(), Optional.of(service.adminToken()));
            BenchReport report = report(admin, home, settings.slots(), machine);
            if (json) {
                terminal.json(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report));
            } else {
                new BenchView(terminal).show(report);
            }
            return ExitCode.OK;
        }
    }

    private ServiceSettings settings(Path home) {
        ServiceSettings defaults = ServiceSettings.defaults(
                home, data == null ? home.resolve(".grader-bench") : data, session.environment());
        return slots == null ? defaults : defaults.with(defaults.port(), slots);
    }

    private BenchReport report(ApiClient admin, Path home, int workerSlots, Machine machine)
            throws IOException, InterruptedException {
        Instant now = clock.instant();
        Path suite = home.resolve("test-fixtures/assignments/lenet-digits");
        Path scratch = Files.createTempDirectory("grader-bench");
        try {
            Burst burst = new Burst(admin, session.terminal(), scratch, RUN.format(now));
            SuiteVersion version = burst.prepare(suite);
            List<Measured> measured = burst.measure(suite.resolve("fixtures/correct/unfold"), submissions);
            return BenchReport.of(
                    measured,
                    workerSlots,
                    new BenchReport.Suite(Burst.assignment(), version.version(), version.digest()),
                    machine);
        } finally {
            delete(scratch);
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

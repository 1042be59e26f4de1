package dev.grader.cli.demo;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.terminal.Terminal;
import dev.grader.cli.up.Service;
import dev.grader.cli.up.UpCommand;
import dev.grader.cli.up.UpOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {
            "Run the service and go the whole path once: a course, its suite, a late student, wrong solutions, broken uploads.",
            "In a terminal it runs on until Ctrl-C; else it ends, with status 0 only if all came out as declared."
        })
public final class DemoCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final UpOptions options = new UpOptions();

    @Option(names = "--once", description = "End everything after the tour, also in a terminal.")
    private boolean once;

    public DemoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal terminal = session.terminal();
        Path suite = UpOptions.home(session.environment()).resolve("test-fixtures/assignments/lenet-digits");
        long begin = System.nanoTime();
        terminal.say("Starting database, broker, API and worker …");
        try (Service service = options.service(session.environment(), terminal::say)) {
            UpCommand.stopWithThisProcess(service);
            service.start();
            terminal.say("Ready after %.1f s.".formatted((System.nanoTime() - begin) / 1e9));
            boolean kept = new Tour(
                            service.apiUrl(),
                            service.adminToken(),
                            suite,
                            service.data().resolve("demo"),
                            terminal,
                            InstantSource.system())
                    .take();
            if (!once && terminal.isInteractive()) {
                terminal.say("");
                terminal.say("The service runs on; Ctrl-C ends it.");
                UpCommand.addresses(service)
                        .forEach((name, value) -> terminal.say("  %-12s %s".formatted(name, value)));
                new CountDownLatch(1).await();
            }
            return kept ? ExitCode.OK : ExitCode.FAILURE;
        }
    }
}

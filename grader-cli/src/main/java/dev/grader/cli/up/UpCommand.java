package dev.grader.cli.up;

import dev.grader.cli.ExitCode;
import dev.grader.cli.Session;
import dev.grader.cli.terminal.Terminal;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "up",
        description = {
            "Run the whole service on this machine until Ctrl-C: database, broker, API, one worker.",
            "GRADER_DATABASE_URL and GRADER_BROKER_URL name a PostgreSQL and a RabbitMQ to use instead of the embedded ones."
        })
public final class UpCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final UpOptions options = new UpOptions();

    public UpCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal terminal = session.terminal();
        long begin = System.nanoTime();
        terminal.say("Starting database, broker, API and worker …");
        try (Service service = options.service(session.environment(), terminal::say)) {
            stopWithThisProcess(service);
            service.start();
            terminal.say("Ready after %.1f s.".formatted((System.nanoTime() - begin) / 1e9));
            addresses(service).forEach((name, value) -> terminal.say("  %-12s %s".formatted(name, value)));
            terminal.say("Ctrl-C ends everything.");
            new CountDownLatch(1).await();
            return ExitCode.OK;
        }
    }

    /** Ends the parts when this process is told to end. */
    public static void stopWithThisProcess(Service service) {
        Runtime.getRuntime().addShutdownHook(new Thread(service::close, "stop"));
    }

    /** What a person needs to know to use a running service. */
    public static Map<String, String> addresses(Service service) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("API", service.apiUrl() + "/api/v1  (description: " + service.apiUrl() + "/q/openapi)");
        lines.put("health", service.apiUrl() + "/q/health");
        lines.put("data, logs", service.data() + ", " + service.data().resolve("logs"));
        lines.put(
                "as admin",
                "export GRADER_API_URL=" + service.apiUrl() + " GRADER_TOKEN=$(cat '"
                        + service.data().resolve("admin.token") + "')");
        return lines;
    }
}

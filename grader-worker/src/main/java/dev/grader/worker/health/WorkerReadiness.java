package dev.grader.worker.health;

import dev.grader.worker.config.Worker;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when a job could be leased and run now; says why not. A missing broker is told, but work comes without it. */
@Readiness
@Singleton
public class WorkerReadiness implements HealthCheck {
    private final Worker worker;

    WorkerReadiness(Worker worker) {
        this.worker = worker;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("worker").up();
        Optional<String> engine = worker.preflight().problem();
        Optional<String> faults = worker.breaker().paused();
        tell(response, "engine", engine);
        tell(response, "faults", faults);
        if (engine.isEmpty() && faults.isEmpty()) {
            // Else the API is not asked, and its last answer says nothing.
            tell(response, "api", worker.desk().problem());
        }
        tell(response, "drain", worker.slots().isDraining() ? Optional.of("the worker is stopping") : Optional.empty());
        return response.withData("broker", worker.hasBroker() ? "connected" : "none, work is asked for by the clock")
                .withData(
                        "slots", worker.slots().busy() + " of " + worker.slots().slots() + " busy")
                .build();
    }

    private static void tell(HealthCheckResponseBuilder response, String what, Optional<String> problem) {
        if (problem.isPresent()) {
            response.down();
        }
        response.withData(what, problem.orElse("ok"));
    }
}

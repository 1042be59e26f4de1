package dev.grader.worker.config;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Starts and stops the worker with the process: SIGTERM drains it. */
@Singleton
class WorkerLife {
    private final Worker worker;

    WorkerLife(Worker worker) {
        this.worker = worker;
    }

    void start(@Observes StartupEvent event) throws InterruptedException {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.stop();
    }
}

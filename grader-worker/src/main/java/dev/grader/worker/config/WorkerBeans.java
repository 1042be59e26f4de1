package dev.grader.worker.config;

import dev.grader.pipeline.DockerJobRunner;
import dev.grader.pipeline.JobRunner;
import dev.grader.pipeline.container.DockerEngine;
import dev.grader.worker.control.HttpControlApi;
import dev.grader.worker.engine.DockerSandboxEngine;
import dev.grader.worker.engine.MachineKind;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Makes the parts of the worker that hold something open. */
@Singleton
class WorkerBeans {
    private final WorkerSettings settings;

    WorkerBeans(WorkerSettings settings) {
        this.settings = settings;
    }

    @Produces
    @Singleton
    DockerEngine engine() {
        return new DockerEngine(
                settings.seccompProfile().map(WorkerBeans::text).orElse(null),
                settings.runtime().orElse(null));
    }

    void close(@Disposes DockerEngine engine) throws IOException {
        engine.close();
    }

    @Produces
    @Singleton
    HttpControlApi api() {
        return new HttpControlApi(settings.apiUrl(), settings.token());
    }

    void close(@Disposes HttpControlApi api) {
        api.close();
    }

    @Produces
    @Singleton
    Worker worker(HttpControlApi api, DockerEngine engine, MeterRegistry registry) {
        InstantSource clock = InstantSource.system();
        String name = name();
        String machineKind = MachineKind.ofThisMachine(settings.capabilities());
        // Images may be built anew while the worker runs, so the record names those of the lease.
        JobRunner jobs = (input, progress) -> new DockerJobRunner(
                        engine,
                        name,
                        machineKind,
                        input.images(),
                        settings.gpu().orElse(null),
                        clock)
                .run(input, progress);
        return new Worker(settings, name, api, jobs, new DockerSandboxEngine(engine), registry, clock);
    }

    private String name() {
        return settings.name().orElseGet(() -> {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException exception) {
                throw new IllegalStateException("this host has no name; set GRADER_WORKER_NAME", exception);
            }
        });
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException exception) {
            throw new UncheckedIOException("the seccomp profile cannot be read", exception);
        }
    }
}

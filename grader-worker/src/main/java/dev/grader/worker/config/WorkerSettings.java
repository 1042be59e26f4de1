package dev.grader.worker.config;

import dev.grader.core.suite.Capability;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Settings of a worker. */
@ConfigMapping(prefix = "worker")
public interface WorkerSettings {
    /** Address of the API. */
    URI apiUrl();

    /** Token of a person with the role worker. */
    String token();

    /** Address of the broker, {@code amqp://user:password@host:port/vhost}; without one, work is asked for by the clock. */
    Optional<String> brokerUrl();

    /** Unique among the workers that are alive; the host's name unless it is set. */
    Optional<String> name();

    /** Jobs at a time; as many as there are processors unless it is set. */
    OptionalInt slots();

    /** Folder of this worker: results that are not taken yet, blobs. */
    Path data();

    /** What this worker can run. */
    @WithDefault("cpu")
    Set<Capability> capabilities();

    /** The device for suites that ask for a GPU, by the engine's id for it. */
    Optional<String> gpu();

    /** How often an idle slot asks without a message. */
    @WithDefault("15S")
    Duration poll();

    /** How long running jobs may go on after the worker was told to stop. */
    @WithDefault("20S")
    Duration drain();

    /** How often containers that nobody owns are looked for. */
    @WithDefault("60S")
    Duration sweep();

    /** Most that cached suites and reference outputs may take. */
    @WithDefault("2147483648")
    long cacheBytes();

    /** Most that large data files of suites may take; one that a job holds is never removed. */
    @WithDefault("53687091200")
    long dataCacheBytes();

    /** Names of the sandbox images that this worker must have. */
    @WithDefault("python-torch,python-numpy,djl")
    List<String> images();

    /** What the engine is asked for, with {@code *} for the name. */
    @WithDefault("grader-sandbox/*:latest")
    String imagePattern();

    /** Container runtime, such as {@code runsc}; the engine's default unless it is set. */
    Optional<String> runtime();

    /** File with a seccomp profile; the engine's own unless it is set. */
    Optional<Path> seccompProfile();
}

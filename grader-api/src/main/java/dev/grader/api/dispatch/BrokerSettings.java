package dev.grader.api.dispatch;

import dev.grader.core.suite.Capability;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The broker that wakes workers. */
@ConfigMapping(prefix = "grader.broker")
public interface BrokerSettings {
    /** {@code amqp://user:password@host:port/vhost}; without it workers find their work by asking every few seconds. */
    Optional<String> url();

    /** Queue for work that needs no GPU. */
    @WithDefault("grader.jobs.cpu")
    String cpuQueue();

    /** Queue for work that needs a GPU. */
    @WithDefault("grader.jobs.gpu")
    String gpuQueue();

    /** Arguments that both queues are declared with, such as {@code x-queue-type=quorum}. */
    Map<String, String> queueArguments();

    /** How long to wait for the broker's confirmation of a batch. */
    @WithDefault("5S")
    Duration confirmTimeout();

    /** Longest pause between two attempts to reach a broker that is away. */
    @WithDefault("15S")
    Duration longestPause();

    /** Name of the queue for work that needs the capability. */
    default String queue(Capability capability) {
        return switch (capability) {
            case CPU -> cpuQueue();
            case GPU -> gpuQueue();
        };
    }
}

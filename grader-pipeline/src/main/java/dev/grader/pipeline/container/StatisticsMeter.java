package dev.grader.pipeline.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Statistics;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's own statistics, once a second, where the control group cannot be read. Knows neither waits nor refusals. */
final class StatisticsMeter implements UsageMeter {
    private static final Logger LOGGER = LoggerFactory.getLogger(StatisticsMeter.class);
    private static final double NANOSECONDS = 1e9;

    private volatile Usage latest = Usage.NONE;
    private final ResultCallback.Adapter<Statistics> stream;

    StatisticsMeter(DockerClient client, String containerId) {
        stream = client.statsCmd(containerId).exec(new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Statistics statistics) {
                latest = usage(statistics, latest);
            }
        });
    }

    private static Usage usage(Statistics statistics, Usage before) {
        double processor =
                statistics.getCpuStats() == null || statistics.getCpuStats().getCpuUsage() == null
                        ? 0
                        : orZero(statistics.getCpuStats().getCpuUsage().getTotalUsage()) / NANOSECONDS;
        long memory = statistics.getMemoryStats() == null
                        || statistics.getMemoryStats().getStats() == null
                ? 0
                : orZero(statistics.getMemoryStats().getStats().getTotalRss());
        // An ended container reports zeros.
        return new Usage(Math.max(processor, before.cpuSeconds()), 0, memory, 0, 0);
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    @Override
    public Optional<Usage> read() {
        return Optional.of(latest);
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            LOGGER.debug("closing the statistics of a container", e);
        }
    }
}

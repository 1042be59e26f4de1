package dev.grader.api.job;

import dev.grader.api.sql.Sql;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * What operators watch of the queue: read from the database every few seconds, as several processes share it. The number of jobs
 * that are over is up to a minute older than the others.
 */
@Singleton
public class JobMetrics {
    private static final Logger LOGGER = Logger.getLogger(JobMetrics.class);

    private final Sql sql;
    private final MeterRegistry meters;
    private final Map<JobState, AtomicLong> jobs = new EnumMap<>(
            Arrays.stream(JobState.values()).collect(Collectors.toMap(Function.identity(), state -> new AtomicLong())));
    private final AtomicLong oldestQueued = new AtomicLong();
    private final AtomicLong unsent = new AtomicLong();
    private final AtomicLong oldestUnsent = new AtomicLong();

    JobMetrics(Sql sql, MeterRegistry meters) {
        this.sql = sql;
        this.meters = meters;
    }

    void register(@Observes StartupEvent event) {
        jobs.forEach((state, count) ->
                meters.gauge("grader.jobs", Tags.of("state", state.name().toLowerCase(Locale.ROOT)), count));
        meters.gauge("grader.jobs.queue.age.seconds", oldestQueued);
        meters.gauge("grader.outbox.unsent", unsent);
        meters.gauge("grader.outbox.lag.seconds", oldestUnsent);
    }

    @Scheduled(every = "5s", identity = "job-metrics", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        try {
            count(state -> !isClosed(state));
            oldestQueued.set(sql.count("""
                    SELECT coalesce(extract(epoch FROM now() - min(accepted_at)), 0)::bigint AS n
                    FROM job WHERE state = 'QUEUED'
                    """));
            unsent.set(sql.count("SELECT count(*) AS n FROM outbox WHERE sent_at IS NULL"));
            oldestUnsent.set(sql.count("""
                    SELECT coalesce(extract(epoch FROM now() - min(due_at)), 0)::bigint AS n
                    FROM outbox WHERE sent_at IS NULL AND due_at <= now()
                    """));
        } catch (RuntimeException exception) {
            LOGGER.debug("The figures of the queue could not be read.", exception);
        }
    }

    /** Those whose number only grows are many and change little. */
    @Scheduled(every = "1m", identity = "closed-jobs", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refreshClosed() {
        try {
            count(JobMetrics::isClosed);
        } catch (RuntimeException exception) {
            LOGGER.debug("The number of jobs that are done could not be read.", exception);
        }
    }

    private void count(Predicate<JobState> which) {
        jobs.forEach((state, count) -> {
            if (which.test(state)) {
                count.set(sql.count("SELECT count(*) AS n FROM job WHERE state = ?", state));
            }
        });
    }

    private static boolean isClosed(JobState state) {
        return state.isFinal() && state != JobState.SYSTEM_ERROR;
    }
}

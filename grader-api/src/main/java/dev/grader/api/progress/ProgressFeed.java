package dev.grader.api.progress;

import dev.grader.api.sql.Sql;
import dev.grader.api.submission.SubmissionState;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps open streams up to date. One thread asks the database for all of them together a few times a second, so it works
 * the same whichever process took the heartbeat, and costs one query however many streams are open; only what has
 * changed is read. A stream that fails is dropped; its reader comes back with the last id that it saw.
 */
@Singleton
public class ProgressFeed {
    private static final Logger LOGGER = Logger.getLogger(ProgressFeed.class);
    private static final int TICK_MILLISECONDS = 300;

    private final Sql sql;
    private final ProgressLog log;
    private final InstantSource clock;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("progress-feed").daemon().factory());

    private @Nullable ScheduledFuture<?> ticking;

    ProgressFeed(Sql sql, ProgressLog log, InstantSource clock) {
        this.sql = sql;
        this.log = log;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        ticking =
                thread.scheduleWithFixedDelay(this::tick, TICK_MILLISECONDS, TICK_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        ScheduledFuture<?> present = ticking;
        if (present != null) {
            present.cancel(false);
        }
        thread.close();
    }

    void add(Watcher watcher) {
        watchers.add(watcher);
    }

    void remove(Watcher watcher) {
        watchers.remove(watcher);
    }

    private void tick() {
        if (watchers.isEmpty()) {
            return;
        }
        try {
            List<Watcher> present = List.copyOf(watchers);
            Map<UUID, Standing> standings = standings(
                    present.stream().map(Watcher::submissionId).distinct().toList());
            present.forEach(watcher -> advance(watcher, standings));
        } catch (RuntimeException exception) {
            LOGGER.warn("Progress could not be read; trying again.", exception);
        }
    }

    private void advance(Watcher watcher, Map<UUID, Standing> standings) {
        Standing standing = standings.get(watcher.submissionId());
        if (standing != null && watcher.advance(standing, clock.instant(), log::after)) {
            watchers.remove(watcher);
        }
    }

    private Map<UUID, Standing> standings(List<UUID> submissionIds) {
        return sql
                .list(
                        """
                        -- what no suite grades has no job, and no rows to be read of one
                        SELECT submission.id, submission.state, coalesce(job.id, submission.id) AS job_id,
                               coalesce(job.progress_rows, 0) AS progress_rows
                        FROM submission LEFT JOIN job ON job.submission_id = submission.id AND job.kind = 'GRADE'
                        WHERE submission.id = ANY (CAST(? AS uuid[]))
                        """,
                        row -> new Standing(
                                row.uuid("id"),
                                row.uuid("job_id"),
                                row.constant(SubmissionState.class, "state"),
                                row.integer("progress_rows")),
                        submissionIds)
                .stream()
                .collect(Collectors.toMap(Standing::submissionId, Function.identity()));
    }
}

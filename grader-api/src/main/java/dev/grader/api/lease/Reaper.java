package dev.grader.api.lease;

import dev.grader.api.job.Jobs;
import dev.grader.api.job.RetryPolicy;
import dev.grader.api.job.Returns;
import dev.grader.api.sql.Sql;
import dev.grader.api.time.MonotonicClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Takes jobs back whose worker was not heard of before its lease ended, by the database's clock. Any number of processes
 * may do it at the same time; each job is taken back by one, in a transaction of its own.
 */
@Singleton
public class Reaper {
    private static final Logger LOGGER = Logger.getLogger(Reaper.class);
    private static final int BATCH = 50;

    private final Sql sql;
    private final Jobs jobs;
    private final Returns returns;
    private final MonotonicClock clock;
    private final ReapingGrace grace;

    Reaper(Sql sql, Jobs jobs, Returns returns, MonotonicClock clock, LeaseSettings settings) {
        this.sql = sql;
        this.jobs = jobs;
        this.returns = returns;
        this.clock = clock;
        this.grace = new ReapingGrace(Duration.ofSeconds(settings.heartbeatSeconds()));
    }

    @Scheduled(every = "2s", identity = "reaper", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        try {
            sql.count("SELECT 1 AS n");
            if (grace.answered(clock.elapsed())) {
                reap();
            }
        } catch (RuntimeException exception) {
            grace.silent();
            LOGGER.warn("Leases could not be looked at; trying again.", exception);
        }
    }

    /** Takes back what has expired; says how many. */
    int reap() {
        int reaped = 0;
        while (reaped < BATCH && QuarkusTransaction.requiringNew().call(this::reapOne)) {
            reaped++;
        }
        return reaped;
    }

    private boolean reapOne() {
        return sql.first("""
                        SELECT id FROM job WHERE state = 'LEASED' AND lease_until < now()
                        ORDER BY lease_until LIMIT 1 FOR UPDATE SKIP LOCKED
                        """, row -> row.uuid("id"))
                .flatMap(jobs::find)
                .map(job -> {
                    returns.giveBack(job, RetryPolicy.Cause.EXPIRED, "no heartbeat before the lease ended");
                    return true;
                })
                .orElse(false);
    }
}

package dev.grader.api.dispatch;

import dev.grader.api.time.MonotonicClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages from the outbox to the broker. One thread per process does it, woken after every transaction that
 * wrote a message and every second; it waits for the broker outside of any transaction. What is published twice, because
 * a process died between confirmation and note, does no harm.
 */
@Singleton
public class OutboxRelay {
    private static final Logger LOGGER = Logger.getLogger(OutboxRelay.class);

    private final Outbox outbox;
    private final BrokerSettings settings;
    private final MonotonicClock clock;
    private final MeterRegistry meters;
    private final Backoff backoff;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final @Nullable Broker broker;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("outbox-relay").daemon().factory());

    OutboxRelay(Outbox outbox, BrokerSettings settings, MonotonicClock clock, MeterRegistry meters) {
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
        this.backoff = new Backoff(settings.longestPause());
        this.broker = settings.url()
                .filter(url -> !url.isBlank())
                .map(url -> new Broker(url, settings))
                .orElse(null);
    }

    void start(@Observes StartupEvent event) {
        if (broker == null) {
            LOGGER.warn("GRADER_BROKER_URL is not set: workers find their work only by asking every few seconds.");
        }
    }

    void stop(@Observes ShutdownEvent event) {
        Broker present = broker;
        if (present != null) {
            thread.execute(present::close);
        }
        thread.close();
    }

    void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) Outbox.Announced announced) {
        wake();
    }

    @Scheduled(every = "1s", identity = "outbox-relay")
    void wake() {
        Broker present = broker;
        if (present != null && !thread.isShutdown() && woken.compareAndSet(false, true)) {
            thread.execute(() -> drain(present));
        }
    }

    @Scheduled(every = "1h", identity = "outbox-purge")
    void purge() {
        outbox.purge();
    }

    private void drain(Broker present) {
        woken.set(false);
        try {
            while (backoff.mayTry(clock.elapsed())) {
                List<Outbox.Message> messages = outbox.claim();
                if (messages.isEmpty() || !publish(present, messages)) {
                    return;
                }
                outbox.sent(messages);
                meters.counter("grader.outbox.published").increment(messages.size());
            }
        } catch (RuntimeException exception) {
            // the database is away, perhaps; the claims end by themselves
            LOGGER.warn("The outbox could not be read or written; trying again.", exception);
            backoff.failed(clock.elapsed());
        }
    }

    private boolean publish(Broker present, List<Outbox.Message> messages) {
        try {
            present.publish(messages);
            if (backoff.isFailing()) {
                LOGGER.info("The broker takes messages again.");
            }
            backoff.succeeded();
            return true;
        } catch (IOException | TimeoutException | RuntimeException exception) {
            failed(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            failed(exception);
        }
        outbox.release(messages);
        return false;
    }

    private void failed(Exception exception) {
        meters.counter("grader.outbox.failures").increment();
        if (!backoff.isFailing()) {
            LOGGER.warnf(
                    "The broker took no message (%s). Nothing is lost: messages wait in the database, and workers ask for"
                            + " work every few seconds. Trying again with growing pauses, at most %s apart.",
                    exception, settings.longestPause());
        }
        backoff.failed(clock.elapsed());
    }
}

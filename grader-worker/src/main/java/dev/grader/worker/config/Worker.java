package dev.grader.worker.config;

import com.rabbitmq.client.ConnectionFactory;
import dev.grader.core.suite.Capability;
import dev.grader.pipeline.JobRunner;
import dev.grader.worker.blob.BlobStore;
import dev.grader.worker.blob.DataCache;
import dev.grader.worker.control.Backoff;
import dev.grader.worker.control.ControlApi;
import dev.grader.worker.engine.FaultBreaker;
import dev.grader.worker.engine.MachineKind;
import dev.grader.worker.engine.OrphanSweeper;
import dev.grader.worker.engine.Preflight;
import dev.grader.worker.engine.SandboxEngine;
import dev.grader.worker.lease.ActiveLeases;
import dev.grader.worker.lease.JobInputs;
import dev.grader.worker.lease.LeaseRunner;
import dev.grader.worker.meter.WorkerMeters;
import dev.grader.worker.report.Reporter;
import dev.grader.worker.report.Spool;
import dev.grader.worker.report.Spool.Entry;
import dev.grader.worker.slot.BrokerListener;
import dev.grader.worker.slot.LeaseDesk;
import dev.grader.worker.slot.SlotPool;
import dev.grader.worker.slot.WorkSignal;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A worker, put together from its parts. Starting it removes what a former life has left, sends the results that the API has
 * not taken yet, and lets the slots ask for work.
 */
public final class Worker {
    private static final Logger LOGGER = Logger.getLogger(Worker.class);
    private static final String QUEUE = "grader.jobs.";

    private final Duration sweepEvery;
    private final Duration drainFor;
    private final String name;
    private final Preflight preflight;
    private final FaultBreaker breaker;
    private final OrphanSweeper sweeper;
    private final Spool spool;
    private final Reporter reporter;
    private final LeaseDesk desk;
    private final SlotPool slots;
    private final Optional<BrokerListener> broker;
    private volatile boolean stopping;

    /**
     * Nothing runs yet.
     *
     * @param name of the worker, already decided
     */
    public Worker(
            WorkerSettings settings,
            String name,
            ControlApi api,
            JobRunner jobs,
            SandboxEngine engine,
            MeterRegistry registry,
            InstantSource clock) {
        this.name = name;
        sweepEvery = settings.sweep();
        drainFor = settings.drain();
        ActiveLeases active = new ActiveLeases();
        WorkerMeters meters = new WorkerMeters(registry);
        WorkSignal signal = new WorkSignal();
        preflight = new Preflight(engine, settings.images(), settings.imagePattern(), clock);
        breaker = new FaultBreaker(FaultBreaker.usualPauses(), clock);
        sweeper = new OrphanSweeper(engine, name, active::keys);
        spool = new Spool(settings.data().resolve("spool"));
        reporter = new Reporter(spool, api, Backoff.API);
        LeaseRunner runner = new LeaseRunner(
                api,
                new JobInputs(
                        new BlobStore(settings.data(), settings.cacheBytes(), api, clock),
                        new DataCache(settings.data(), settings.dataCacheBytes(), api, clock)),
                jobs,
                spool,
                reporter,
                breaker,
                active,
                sweeper,
                meters,
                Backoff.API);
        desk = new LeaseDesk(
                api,
                preflight,
                breaker,
                name,
                settings.capabilities(),
                MachineKind.ofThisMachine(settings.capabilities()));
        int count = settings.slots().orElse(Runtime.getRuntime().availableProcessors());
        slots = new SlotPool(count, settings.poll(), signal, desk, runner, Backoff.API);
        meters.slots(count, slots::busy);
        broker = settings.brokerUrl().map(url -> listener(url, settings, count, signal));
    }

    private static BrokerListener listener(String url, WorkerSettings settings, int prefetch, WorkSignal signal) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(url);
        } catch (URISyntaxException | GeneralSecurityException exception) {
            // The address holds a password, so neither it nor the exception is shown.
            throw new IllegalArgumentException(
                    "the broker's address is none; write amqp://user:password@host:port/vhost");
        }
        List<String> queues =
                settings.capabilities().stream().map(Worker::queue).sorted().toList();
        return new BrokerListener(factory, queues, prefetch, signal, Backoff.API);
    }

    private static String queue(Capability capability) {
        return QUEUE + capability.name().toLowerCase(Locale.ROOT);
    }

    /** Begins to work. */
    public void start() throws InterruptedException {
        List<Entry> left = leftResults();
        LOGGER.infof("Worker '%s' starts with %d slots, %d results to send", name, slots.slots(), left.size());
        sweeper.sweep();
        Thread.ofVirtual().name("resend").start(() -> resend(left));
        Thread.ofVirtual().name("sweep").start(this::sweepNowAndThen);
        broker.ifPresent(BrokerListener::start);
        slots.start();
    }

    private List<Entry> leftResults() {
        try {
            return spool.entries();
        } catch (IOException exception) {
            throw new IllegalStateException("the results on disk cannot be listed", exception);
        }
    }

    private void resend(List<Entry> entries) {
        for (Entry entry : entries) {
            try {
                LOGGER.infof(
                        "Result of %s from an earlier start: %s", entry.key(), reporter.deliver(entry, () -> stopping));
            } catch (IOException exception) {
                LOGGER.errorf(exception, "The result of %s cannot be read from disk", entry.key());
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    private void sweepNowAndThen() {
        while (!stopping) {
            try {
                // the interval of the sweeps
                Thread.sleep(sweepEvery);
                sweeper.sweep();
            } catch (InterruptedException interrupted) {
                return;
            } catch (RuntimeException exception) {
                LOGGER.error("Looking for containers that nobody owns failed", exception);
            }
        }
    }

    /** Asks for nothing more, lets jobs end within the time that the settings give, and gives the rest back. */
    public void stop() throws InterruptedException {
        stopping = true;
        broker.ifPresent(BrokerListener::close);
        slots.drain(drainFor);
        LOGGER.infof("Worker '%s' has stopped", name);
    }

    public Preflight preflight() {
        return preflight;
    }

    public FaultBreaker breaker() {
        return breaker;
    }

    public LeaseDesk desk() {
        return desk;
    }

    public SlotPool slots() {
        return slots;
    }

    public boolean hasBroker() {
        return broker.filter(BrokerListener::isConnected).isPresent();
    }
}

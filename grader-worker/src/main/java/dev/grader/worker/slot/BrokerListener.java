package dev.grader.worker.slot;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import dev.grader.worker.control.Backoff;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages into wake-ups. Nothing rests on it: without a broker, slots ask by the clock.
 *
 * <p>Concurrency: one thread connects, and connects again when the connection has ended; the client's automatic recovery is off,
 * so that there is one way only. Everything done with the channel is done under one lock. While no slot is idle nothing is
 * consumed, so that the broker keeps its messages for other workers and none waits here for an acknowledgement.
 */
public final class BrokerListener implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(BrokerListener.class);
    private static final int CONNECT_MILLISECONDS = 5_000;
    private static final int BROKER_HEARTBEAT_SECONDS = 15;

    private final ConnectionFactory factory;
    private final List<String> queues;
    private final int prefetch;
    private final WorkSignal signal;
    private final Backoff backoff;
    private final ObjectMapper json = new ObjectMapper();
    private final Object channelLock = new Object();

    private @Nullable Thread thread;
    private @Nullable Channel channel;
    private final List<String> consumers = new ArrayList<>();
    private boolean wanted;
    private volatile boolean closed;
    private volatile boolean connected;

    /**
     * Nothing is connected yet.
     *
     * @param factory with the broker's address
     * @param queues of this worker's capabilities; the API declares them
     * @param prefetch number of slots
     */
    public BrokerListener(
            ConnectionFactory factory, List<String> queues, int prefetch, WorkSignal signal, Backoff backoff) {
        this.factory = factory;
        this.queues = List.copyOf(queues);
        this.prefetch = prefetch;
        this.signal = signal;
        this.backoff = backoff;
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setConnectionTimeout(CONNECT_MILLISECONDS);
        // The usual ten minutes would hold up a slot that only tells a broker that hangs that it is idle.
        factory.setChannelRpcTimeout(CONNECT_MILLISECONDS);
        factory.setRequestedHeartbeat(BROKER_HEARTBEAT_SECONDS);
    }

    /** Begins to connect. */
    public void start() {
        signal.onIdle(this::want);
        thread = Thread.ofVirtual().name("broker").start(this::stayConnected);
    }

    public boolean isConnected() {
        return connected;
    }

    private void stayConnected() {
        int failures = 0;
        while (!closed) {
            try {
                if (listen()) {
                    failures = 0;
                    LOGGER.warn("The connection to the broker has ended; work is asked for by the clock");
                }
            } catch (IOException | TimeoutException | RuntimeException exception) {
                LOGGER.debugf("No broker: %s", exception);
            } catch (InterruptedException interrupted) {
                return;
            } finally {
                connected = false;
                forgetChannel();
            }
            try {
                // longer after each failure, so that a broker that is away is not flooded
                Thread.sleep(backoff.after(++failures));
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    /** Returns when a connection that was there has ended. */
    private boolean listen() throws IOException, TimeoutException, InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        Connection connection = factory.newConnection("grader-worker");
        try {
            connection.addShutdownListener(cause -> ended.countDown());
            open(connection, ended);
            LOGGER.infof("Listening on %s", queues);
            connected = true;
            // Something may have been published while nobody listened.
            signal.offer(Wakeup.TIME);
            ended.await();
            return true;
        } finally {
            // Unlike closing, aborting a connection that is gone already is no error.
            connection.abort(CONNECT_MILLISECONDS);
        }
    }

    private void open(Connection connection, CountDownLatch ended) throws IOException {
        Channel opened = connection.createChannel();
        opened.addShutdownListener(cause -> ended.countDown());
        for (String queue : queues) {
            opened.queueDeclarePassive(queue);
        }
        opened.basicQos(prefetch);
        synchronized (channelLock) {
            channel = opened;
            consumers.clear();
            apply();
        }
    }

    private void forgetChannel() {
        synchronized (channelLock) {
            channel = null;
            consumers.clear();
        }
    }

    private void want(boolean idle) {
        synchronized (channelLock) {
            wanted = idle;
            try {
                apply();
            } catch (IOException | RuntimeException exception) {
                // The thread that connects sees the same and connects again.
                LOGGER.debugf("The consumer could not be changed: %s", exception);
            }
        }
    }

    private void apply() throws IOException {
        Channel current = channel;
        if (current == null) {
            return;
        }
        if (wanted && consumers.isEmpty()) {
            for (String queue : queues) {
                consumers.add(
                        current.basicConsume(queue, false, (tag, delivery) -> received(current, delivery), tag -> {}));
            }
        } else if (!wanted) {
            for (String consumer : List.copyOf(consumers)) {
                consumers.remove(consumer);
                current.basicCancel(consumer);
            }
        }
    }

    private void received(Channel from, Delivery delivery) {
        long tag = delivery.getEnvelope().getDeliveryTag();
        signal.offer(new Wakeup(hint(delivery.getBody()), () -> acknowledge(from, tag)));
    }

    private void acknowledge(Channel from, long tag) {
        synchronized (channelLock) {
            try {
                from.basicAck(tag, false);
            } catch (IOException | RuntimeException exception) {
                // It will be delivered again, and the API will know that the job is taken.
                LOGGER.debugf("A message could not be acknowledged: %s", exception);
            }
        }
    }

    private Optional<UUID> hint(byte[] body) {
        try {
            return Optional.of(UUID.fromString(json.readTree(body).path("jobId").asText()));
        } catch (JacksonException | IllegalArgumentException exception) {
            return Optional.empty();
        } catch (IOException exception) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        closed = true;
        Thread current = thread;
        if (current != null) {
            current.interrupt();
        }
    }
}

package dev.grader.api.dispatch;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import dev.grader.core.suite.Capability;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the broker that is made when it is needed and thrown away after every failure: a channel whose
 * confirmations were late cannot be used again. For one thread; the client's own recovery is off, as it would hide
 * which messages were lost.
 */
final class Broker implements AutoCloseable {
    private static final int CONNECT_MILLISECONDS = 3_000;
    private static final AMQP.BasicProperties PERSISTENT_JSON = MessageProperties.PERSISTENT_TEXT_PLAIN
            .builder()
            .contentType("application/json")
            .build();

    private final ConnectionFactory factory;
    private final BrokerSettings settings;
    private final AtomicInteger unroutable = new AtomicInteger();
    private @Nullable Connection connection;
    private @Nullable Channel channel;

    Broker(String url, BrokerSettings settings) {
        this.settings = settings;
        factory = new ConnectionFactory();
        try {
            factory.setUri(url);
        } catch (URISyntaxException | GeneralSecurityException exception) {
            throw new IllegalArgumentException(
                    "GRADER_BROKER_URL must look like amqp://user:password@host:port/vhost", exception);
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setConnectionTimeout(CONNECT_MILLISECONDS);
        factory.setHandshakeTimeout(CONNECT_MILLISECONDS);
    }

    /**
     * Publishes and waits until the broker has taken all.
     *
     * @throws IOException when that is not certain; some may have arrived
     */
    void publish(List<Outbox.Message> messages) throws IOException, TimeoutException, InterruptedException {
        try {
            Channel open = open();
            unroutable.set(0);
            for (Outbox.Message message : messages) {
                open.basicPublish("", settings.queue(message.lane()), true, PERSISTENT_JSON, body(message));
            }
            Duration timeout = settings.confirmTimeout();
            if (!open.waitForConfirms(timeout.toMillis())) {
                throw new IOException("the broker refused a message");
            }
            if (unroutable.get() > 0) {
                throw new IOException("the broker has lost a queue; it is declared again on the next connection");
            }
        } catch (IOException | TimeoutException | InterruptedException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private Channel open() throws IOException, TimeoutException {
        Channel present = channel;
        if (present != null && present.isOpen()) {
            return present;
        }
        close();
        Connection made = factory.newConnection("grader-api");
        connection = made;
        Channel opened = made.createChannel();
        for (Capability capability : Capability.values()) {
            opened.queueDeclare(settings.queue(capability), true, false, false, arguments(settings.queueArguments()));
        }
        opened.addReturnListener(returned -> unroutable.incrementAndGet());
        opened.confirmSelect();
        channel = opened;
        return opened;
    }

    /** Numbers and truth values are sent as such: brokers refuse {@code "20"} for a limit. */
    static Map<String, Object> arguments(Map<String, String> configured) {
        return configured.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> typed(entry.getValue())));
    }

    private static Object typed(String value) {
        if (value.matches("-?\\d{1,18}")) {
            return Long.valueOf(value);
        }
        return value.equals("true") || value.equals("false") ? Boolean.valueOf(value) : value;
    }

    private static byte[] body(Outbox.Message message) {
        return ("{\"jobId\":\"" + message.jobId() + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        Connection made = connection;
        connection = null;
        channel = null;
        if (made != null) {
            made.abort(CONNECT_MILLISECONDS);
        }
    }
}

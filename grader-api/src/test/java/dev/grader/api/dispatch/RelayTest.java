package dev.grader.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import dev.grader.api.sql.Sql;
import dev.grader.api.support.Parts;
import dev.grader.api.support.TestBroker;
import dev.grader.api.support.Worker;
import dev.grader.api.support.Workplace;
import dev.grader.api.time.MovedClock;
import dev.grader.core.job.Lease;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The broker is a real one, and away until a test starts it. */
@QuarkusTest
@Tag("system")
@QuarkusTestResource(Parts.class)
class RelayTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Inject
    Workplace workplace;

    @Inject
    Sql sql;

    @Inject
    MovedClock clock;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = "grader.broker.url")
    String url = "";

    private Worker worker = new Worker("", "");

    @BeforeEach
    void setUp() {
        workplace.clear();
        worker = workplace.worker("worker-1");
        workplace.publishedCourse("one", worker);
    }

    @Test
    void workIsFoundWithoutAnyMessage() {
        workplace.submit("one", "sara");

        assertThat(worker.lease()).as("the broker is away").isPresent();
    }

    @Test
    void messagesAreSentOnceTheBrokerIsBack() throws Exception {
        UUID first = workplace.submit("one", "sara");
        assertThat(unsent()).isPositive();
        assertThat(sentToBroker()).contains(job(first));
        UUID second = workplace.submit("one", "omid");
        assertThat(sentToBroker()).contains(job(second));
        assertThat(sql.count("SELECT count(*) AS n FROM job WHERE kind = 'GRADE' AND published_at IS NULL"))
                .isZero();
    }

    /** What is paused in the future would otherwise wait until then. */
    @Test
    void aClockThatIsSetBackHoldsUpNoMessage() throws Exception {
        UUID submission;
        clock.forward(Duration.ofHours(1));
        try {
            double failures = failures();
            submission = workplace.submit("one", "sara");
            await(() -> failures() > failures, "the relay has tried in vain");
        } finally {
            clock.release();
        }
        assertThat(sentToBroker()).contains(job(submission));
    }

    @Test
    void aMessageForAJobLongDoneChangesNothing() throws Exception {
        UUID submission = workplace.submit("one", "sara");
        List<Lease> done = worker.drain();
        assertThat(sentToBroker()).contains(job(submission));

        assertThat(done).hasSize(1);
        assertThat(worker.lease()).isEmpty();
        assertThat(workplace.scores(submission)).isEqualTo(1);
    }

    /** Starts a broker, waits until everything is sent, and stops it again. */
    private List<String> sentToBroker() throws Exception {
        TestBroker broker = TestBroker.start(url);
        try {
            await(() -> unsent() == 0, "all messages are sent");
            return messages();
        } finally {
            broker.close();
        }
    }

    private String job(UUID submission) {
        return sql.first("SELECT id FROM job WHERE submission_id = ?", row -> row.uuid("id"), submission)
                .map(id -> "{\"jobId\":\"" + id + "\"}")
                .orElseThrow();
    }

    private long unsent() {
        return sql.count("SELECT count(*) AS n FROM outbox WHERE sent_at IS NULL");
    }

    private double failures() {
        return meters.counter("grader.outbox.failures").count();
    }

    private static void await(BooleanSupplier condition, String what) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as(what).isNegative();
            // the relay says nothing when it is done; what it leaves behind is asked
            Thread.sleep(50);
        }
    }

    private List<String> messages() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(url);
        List<String> bodies = new ArrayList<>();
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            GetResponse message = channel.basicGet("grader.jobs.cpu", true);
            while (message != null) {
                bodies.add(new String(message.getBody(), StandardCharsets.UTF_8));
                message = channel.basicGet("grader.jobs.cpu", true);
            }
        }
        return bodies;
    }
}

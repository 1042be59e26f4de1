package dev.grader.pipeline.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.grader.core.suite.Limits;
import dev.grader.pipeline.InfrastructureFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that cannot be reached is nobody's verdict. */
class EngineDownTest {
    private static final ContainerSpec SPEC =
            new ContainerSpec("image", new UUID(0, 1), 1, "worker", "probe", new Limits(1, 1, 256, 64, 32, 4), null);

    @Test
    void aPortThatIsClosed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        isInfrastructure("tcp://127.0.0.1:" + port);
    }

    @Test
    void aSocketThatIsNotThere(@TempDir Path folder) throws IOException {
        isInfrastructure("unix://" + folder.resolve("no.sock"));
    }

    @Test
    void anAddressThatNoEngineCanHave() throws IOException {
        isInfrastructure("gopher://engine");
    }

    @Test
    void somebodyElseWhoHangsUp() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUp(socket));
            isInfrastructure("tcp://127.0.0.1:" + socket.getLocalPort());
        }
    }

    @Test
    void anEngineThatNeverAnswersIsGivenUp() {
        EngineCalls calls = new EngineCalls(Duration.ofMillis(50));
        assertThatThrownBy(() -> calls.call("create", () -> {
                    // stands for an engine that never answers; it is given up long before
                    Thread.sleep(60_000);
                    return true;
                }))
                .isInstanceOf(InfrastructureFault.class)
                .hasMessageContaining("create");
    }

    @Test
    void cleaningUpIsNotInterruptedAndTheInterruptIsKept() throws InfrastructureFault {
        EngineCalls calls = new EngineCalls(Duration.ofSeconds(10));
        Thread.currentThread().interrupt();

        assertThat(calls.callUninterrupted("remove", () -> true)).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatTheEngineMakesIsThereBeforeAnInterruptIsNoticed() throws InterruptedException {
        EngineCalls calls = new EngineCalls(Duration.ofSeconds(60));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch make = new CountDownLatch(1);
        List<String> events = new CopyOnWriteArrayList<>();
        Thread caller = Thread.ofPlatform().start(() -> {
            try {
                calls.callToItsEnd("create", () -> {
                    begun.countDown();
                    make.await();
                    return events.add("made");
                });
            } catch (InterruptedException | InfrastructureFault e) {
                events.add(e.getClass().getSimpleName());
            }
        });
        begun.await();
        caller.interrupt();
        // time for a caller who does not wait to be gone
        caller.join(200);
        make.countDown();
        caller.join();

        assertThat(events).containsExactly("made", "InterruptedException");
    }

    private static void hangUp(ServerSocket socket) {
        try {
            while (true) {
                socket.accept().close();
            }
        } catch (IOException e) {
            // the test has closed it
        }
    }

    private static void isInfrastructure(String host) throws IOException {
        try (DockerEngine engine = new DockerEngine(null, null, host)) {
            assertThatThrownBy(() -> engine.run(SPEC, List.of(), frame -> FrameSink.Reaction.CONTINUE))
                    .isInstanceOf(InfrastructureFault.class)
                    .hasMessageContaining("container engine");
            assertThatThrownBy(() -> engine.removeByJob(SPEC.jobId())).isInstanceOf(InfrastructureFault.class);
        }
    }
}

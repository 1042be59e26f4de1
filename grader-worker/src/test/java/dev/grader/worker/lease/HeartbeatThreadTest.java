package dev.grader.worker.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.grader.core.job.FaultReport;
import dev.grader.core.job.Heartbeat;
import dev.grader.core.job.Lease;
import dev.grader.core.job.LeaseRequest;
import dev.grader.core.job.Progress;
import dev.grader.worker.control.Backoff;
import dev.grader.worker.control.ControlApi;
import dev.grader.worker.control.LeaseKey;
import dev.grader.worker.control.ReportKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HeartbeatThreadTest {
    private static final Progress STEP = new Progress.StepEnded(Instant.EPOCH, "probe", 1.5);

    private final ProgressBuffer progress = new ProgressBuffer();
    private final SlowApi api = new SlowApi();
    private final List<String> events = new CopyOnWriteArrayList<>();

    /** The result follows what is flushed, and the API refuses progress that comes after it. */
    @Test
    void whoFlushesWaitsForProgressThatIsOnItsWay() throws Exception {
        try (HeartbeatThread heartbeat = new HeartbeatThread(
                api,
                new LeaseKey(new UUID(0, 1), 1),
                Duration.ofMinutes(10),
                progress,
                () -> events.add("stale"),
                Backoff.API)) {
            heartbeat.start();
            progress.add(STEP);
            api.begun.await();
            Thread result = Thread.ofPlatform().start(() -> {
                try {
                    heartbeat.flush();
                    events.add("result");
                } catch (InterruptedException interrupted) {
                    events.add("interrupted");
                }
            });
            awaitStandstill(result);
            api.answer.countDown();
            result.join();
        }
        assertThat(events).containsExactly("progress [" + STEP + "]", "result");
    }

    /** Until the thread waits for something, or has ended without. */
    private static void awaitStandstill(Thread thread) throws InterruptedException {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TERMINATED) {
            // a thread tells nobody that it waits; it is asked
            Thread.sleep(5);
        }
    }

    /** Takes its time for heartbeats; nothing else is asked of it. */
    private final class SlowApi implements ControlApi {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch answer = new CountDownLatch(1);

        @Override
        public void heartbeat(LeaseKey key, Heartbeat heartbeat) throws InterruptedException {
            begun.countDown();
            answer.await();
            events.add("progress " + heartbeat.progress());
        }

        @Override
        public Optional<Lease> lease(LeaseRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void fetch(LeaseKey key, String digest, Path target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void upload(LeaseKey key, String digest, Path content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void report(LeaseKey key, ReportKind kind, byte[] json) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void fault(LeaseKey key, FaultReport fault) {
            throw new UnsupportedOperationException();
        }
    }
}

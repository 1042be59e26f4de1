package dev.grader.worker.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkSignalTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final WorkSignal signal = new WorkSignal();
    private final List<Boolean> idle = new CopyOnWriteArrayList<>();

    @Test
    void withoutAMessageItIsTimeAfterAWhile() throws Exception {
        assertThat(signal.await(Duration.ofMillis(5))).isEqualTo(Wakeup.TIME);
    }

    @Test
    void aMessageThatNobodyWaitsForIsAcknowledgedAndDropped() throws Exception {
        AtomicInteger acknowledged = new AtomicInteger();
        signal.offer(new Wakeup(Optional.of(new UUID(0, 1)), acknowledged::incrementAndGet));
        assertThat(acknowledged).hasValue(1);
        assertThat(signal.await(Duration.ofMillis(5)).hint()).isEmpty();
    }

    @Test
    void aMessageWakesOneIdleSlotUnacknowledged() throws Exception {
        signal.onIdle(idle::add);
        CompletableFuture<Wakeup> waiting = waiting();
        until(() -> idle.contains(true));
        AtomicInteger acknowledged = new AtomicInteger();
        signal.offer(new Wakeup(Optional.of(new UUID(0, 1)), acknowledged::incrementAndGet));
        assertThat(waiting.get(20, TimeUnit.SECONDS).hint()).contains(new UUID(0, 1));
        assertThat(acknowledged).hasValue(0);
        assertThat(idle).containsExactly(false, true, false);
    }

    @Test
    void closingWakesEverybodyForGood() throws Exception {
        signal.onIdle(idle::add);
        CompletableFuture<Wakeup> waiting = waiting();
        until(() -> idle.contains(true));
        signal.close();
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo(Wakeup.TIME);
        assertThat(signal.await(LONG)).isEqualTo(Wakeup.TIME);
    }

    private CompletableFuture<Wakeup> waiting() {
        CompletableFuture<Wakeup> future = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                future.complete(signal.await(LONG));
            } catch (InterruptedException exception) {
                future.completeExceptionally(exception);
            }
        });
        return future;
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            // threads of the test say what they see in their own time
            Thread.sleep(5);
        }
    }
}

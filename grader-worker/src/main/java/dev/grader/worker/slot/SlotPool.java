package dev.grader.worker.slot;

import dev.grader.worker.control.Backoff;
import dev.grader.worker.lease.LeaseRunner;
import dev.grader.worker.slot.LeaseDesk.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * As many jobs at a time as there are slots. A slot asks for work when a message says so, when it has become free, and every
 * so often in any case.
 *
 * <p>Concurrency: a virtual thread per slot; it alone runs its jobs. Failure handling: a slot never ends but by draining, what
 * goes wrong in it is logged and it goes on.
 */
public final class SlotPool {
    private static final Logger LOGGER = Logger.getLogger(SlotPool.class);
    /** From the interrupt of a job to the removal of its containers and the fault report. */
    private static final Duration CLEAN_UP = Duration.ofSeconds(15);

    private final int slots;
    private final Duration poll;
    private final WorkSignal signal;
    private final LeaseDesk desk;
    private final LeaseRunner runner;
    private final Backoff backoff;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger busy = new AtomicInteger();
    private volatile boolean draining;

    public SlotPool(int slots, Duration poll, WorkSignal signal, LeaseDesk desk, LeaseRunner runner, Backoff backoff) {
        this.slots = slots;
        this.poll = poll;
        this.signal = signal;
        this.desk = desk;
        this.runner = runner;
        this.backoff = backoff;
    }

    /** Starts all slots; each asks at once. */
    public void start() {
        for (int slot = 1; slot <= slots; slot++) {
            threads.add(Thread.ofVirtual().name("slot-" + slot).start(this::slot));
        }
    }

    public int slots() {
        return slots;
    }

    public int busy() {
        return busy.get();
    }

    public boolean isDraining() {
        return draining;
    }

    /**
     * Asks for no more work, lets running jobs end within the grace, and then gives them back.
     *
     * <p>Returns when every slot has ended, or could not be made to.
     */
    public void drain(Duration grace) throws InterruptedException {
        draining = true;
        runner.stopWaiting();
        signal.close();
        if (!join(grace)) {
            LOGGER.warnf("%d jobs are given back: they did not end within %s", busy(), grace);
            runner.giveBackAll();
            if (!join(CLEAN_UP)) {
                LOGGER.errorf("%d jobs did not stop; their leases will expire", busy());
            }
        }
    }

    private boolean join(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        for (Thread thread : threads) {
            Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
            if (!thread.join(left)) {
                return false;
            }
        }
        return true;
    }

    private void slot() {
        int failures = 0;
        Wakeup wakeup = Wakeup.TIME;
        while (!draining) {
            try {
                boolean reachable = work(wakeup);
                failures = reachable ? 0 : failures + 1;
                Duration wait = reachable ? poll : backoff.after(failures);
                wakeup = signal.await(wait);
            } catch (InterruptedException interrupted) {
                wakeup = Wakeup.TIME;
            } catch (RuntimeException exception) {
                LOGGER.error("A slot failed and goes on", exception);
                wakeup = pause();
            }
        }
    }

    private Wakeup pause() {
        try {
            // a fault that comes again at once must not fill the log
            Thread.sleep(backoff.after(1));
        } catch (InterruptedException interrupted) {
            LOGGER.debug("A pause was cut short");
        }
        return Wakeup.TIME;
    }

    /** Takes jobs until there is none; says whether the API answered. */
    private boolean work(Wakeup wakeup) throws InterruptedException {
        Answer answer = askAndAcknowledge(wakeup);
        while (answer instanceof Answer.Work work) {
            // Where there was one job there may be more, and its message may have been lost.
            signal.offer(Wakeup.TIME);
            busy.incrementAndGet();
            try {
                runner.run(work.lease(), work.images());
            } finally {
                busy.decrementAndGet();
            }
            if (draining) {
                return true;
            }
            answer = desk.ask(Optional.<UUID>empty());
        }
        return !(answer instanceof Answer.Unreachable);
    }

    private Answer askAndAcknowledge(Wakeup wakeup) throws InterruptedException {
        try {
            return desk.ask(wakeup.hint());
        } finally {
            wakeup.acknowledge().run();
        }
    }
}

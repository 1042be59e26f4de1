package dev.grader.pipeline.container;

import dev.grader.pipeline.InfrastructureFault;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives every call of the engine a deadline of its own, because the client's time-out does nothing on a Unix socket. The call
 * runs on a virtual thread that is interrupted when the deadline passes or the caller is interrupted.
 */
final class EngineCalls {
    private final Duration deadline;

    EngineCalls(Duration deadline) {
        this.deadline = deadline;
    }

    /**
     * Makes a call.
     *
     * @param what names the call in the fault's message
     */
    <T> T call(String what, Callable<T> call) throws InterruptedException, InfrastructureFault {
        FutureTask<T> task = begin(what, call);
        try {
            return answer(what, task);
        } finally {
            task.cancel(true);
        }
    }

    /**
     * As {@link #call}, but the call goes on when the caller is interrupted, and the interrupt is thrown once it is over: for what
     * the engine would do nevertheless, perhaps only after the caller has looked for it to undo it.
     */
    <T> T callToItsEnd(String what, Callable<T> call) throws InterruptedException, InfrastructureFault {
        FutureTask<T> task = begin(what, call);
        try {
            return answer(what, task);
        } catch (InterruptedException interrupt) {
            try {
                callUninterrupted(what, task::get);
            } catch (InfrastructureFault failed) {
                interrupt.addSuppressed(failed);
            }
            throw interrupt;
        } finally {
            task.cancel(true);
        }
    }

    private static <T> FutureTask<T> begin(String what, Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().name("engine " + what).start(task);
        return task;
    }

    private <T> T answer(String what, FutureTask<T> task) throws InterruptedException, InfrastructureFault {
        try {
            return task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new InfrastructureFault(
                    "the container engine did not answer '" + what + "' within " + deadline.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new InfrastructureFault("the container engine failed at '" + what + "': " + message(e), cause(e));
        }
    }

    /** As {@link #call}, but an interrupt of the caller waits until the call is over; for cleaning up. */
    <T> T callUninterrupted(String what, Callable<T> call) throws InfrastructureFault {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return call(what, call);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Throwable cause(ExecutionException e) {
        Throwable cause = e.getCause();
        return cause == null ? e : cause;
    }

    private static String message(ExecutionException e) {
        String message = cause(e).getMessage();
        return message == null ? cause(e).getClass().getSimpleName() : message.strip();
    }
}

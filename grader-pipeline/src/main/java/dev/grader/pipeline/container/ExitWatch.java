package dev.grader.pipeline.container;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.WaitResponse;
import java.util.concurrent.BlockingQueue;

/** Waits for the exit of a container; an answer that never comes is the engine's fault. */
final class ExitWatch extends ResultCallback.Adapter<WaitResponse> {
    private final BlockingQueue<Signal> signals;
    private volatile boolean exited;
    private volatile int exitCode = -1;

    ExitWatch(BlockingQueue<Signal> signals) {
        this.signals = signals;
    }

    @Override
    public void onNext(WaitResponse response) {
        Integer code = response.getStatusCode();
        exitCode = code == null ? -1 : code;
        exited = true;
        signals.add(Signal.EXITED);
    }

    @Override
    public void onError(Throwable throwable) {
        super.onError(throwable);
        lostUnlessExited();
    }

    @Override
    public void onComplete() {
        super.onComplete();
        lostUnlessExited();
    }

    private void lostUnlessExited() {
        if (!exited) {
            signals.add(Signal.ENGINE_LOST);
        }
    }

    boolean exited() {
        return exited;
    }

    int exitCode() {
        return exitCode;
    }
}

package dev.grader.pipeline.container;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.StreamType;
import dev.grader.core.protocol.Frame;
import dev.grader.core.protocol.FrameCaps;
import dev.grader.core.protocol.FrameDecoder;
import dev.grader.core.protocol.FrameException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;

/**
 * Takes what a container writes. Runs on the client's thread, and never stops taking: a reader that stalls blocks kill, wait
 * and inspect. After the end or a violation it discards. It never calls the engine itself, which would deadlock; it puts a
 * signal into the queue of the thread that watches.
 */
final class OutputReader extends ResultCallback.Adapter<com.github.dockerjava.api.model.Frame> {
    private static final int STDERR_KEPT = 16_384;

    private final FrameSink sink;
    private final FrameDecoder decoder;
    private final long errorCap;
    private final BlockingQueue<Signal> signals;

    private boolean discarding;
    private String violation = "";
    private final byte[] errorEnd = new byte[STDERR_KEPT];
    private long errorBytes;

    /**
     * A reader for one container.
     *
     * @param errorCap bytes of standard error before it counts as a flood
     */
    OutputReader(FrameCaps caps, long errorCap, FrameSink sink, BlockingQueue<Signal> signals) {
        this.sink = sink;
        this.errorCap = errorCap;
        this.signals = signals;
        this.decoder = new FrameDecoder(caps, this::take);
    }

    @Override
    public synchronized void onNext(com.github.dockerjava.api.model.Frame piece) {
        // The client hands the same array over again and again: both branches copy.
        byte[] bytes = piece.getPayload();
        if (piece.getStreamType() == StreamType.STDERR) {
            keepError(bytes);
        } else if (!discarding) {
            try {
                decoder.accept(bytes, 0, bytes.length);
            } catch (FrameException e) {
                refuse(
                        e.kind() == FrameException.Kind.TOO_MUCH ? Signal.TOO_MUCH_OUTPUT : Signal.BAD_OUTPUT,
                        String.valueOf(e.getMessage()));
            }
        }
    }

    private void take(Frame frame) throws FrameException {
        if (discarding) {
            return;
        }
        switch (sink.accept(frame)) {
            case CONTINUE -> {}
            case UNIT_ENDED -> signals.add(Signal.UNIT_ENDED);
            case FINISHED -> {
                discarding = true;
                signals.add(Signal.FINISHED);
            }
        }
    }

    private void keepError(byte[] bytes) {
        for (byte value : bytes) {
            errorEnd[(int) (errorBytes % STDERR_KEPT)] = value;
            errorBytes++;
        }
        if (errorBytes > errorCap && !discarding) {
            refuse(Signal.TOO_MUCH_OUTPUT, "more than " + errorCap + " bytes of text");
        }
    }

    private void refuse(Signal signal, String why) {
        discarding = true;
        violation = why;
        signals.add(signal);
    }

    /** From now on the sink is not called any more. */
    synchronized void stop() {
        discarding = true;
    }

    synchronized String violation() {
        return violation;
    }

    /** The end of standard error as text. */
    synchronized String stderr() {
        if (errorBytes <= STDERR_KEPT) {
            return new String(errorEnd, 0, (int) errorBytes, StandardCharsets.UTF_8);
        }
        int start = (int) (errorBytes % STDERR_KEPT);
        byte[] ordered = Arrays.copyOf(Arrays.copyOfRange(errorEnd, start, STDERR_KEPT), STDERR_KEPT);
        System.arraycopy(errorEnd, 0, ordered, STDERR_KEPT - start, start);
        return new String(ordered, StandardCharsets.UTF_8);
    }

    @Override
    public void onError(Throwable throwable) {
        super.onError(throwable);
        signals.add(Signal.OUTPUT_CLOSED);
    }

    @Override
    public void onComplete() {
        super.onComplete();
        signals.add(Signal.OUTPUT_CLOSED);
    }
}

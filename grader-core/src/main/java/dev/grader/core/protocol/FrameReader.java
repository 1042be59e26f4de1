package dev.grader.core.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Reads frames from a stream until it ends. */
public final class FrameReader {
    private static final int PIECE = 65_536;

    private final InputStream stream;
    private final Deque<Frame> ready = new ArrayDeque<>();
    private final FrameDecoder decoder;
    private final byte[] piece = new byte[PIECE];

    public FrameReader(InputStream stream, FrameCaps caps) {
        this.stream = stream;
        this.decoder = new FrameDecoder(caps, ready::add);
    }

    /**
     * The next frame, or empty at the end of the stream.
     *
     * @throws FrameException when the stream is truncated, malformed or larger than the caps
     */
    public Optional<Frame> next() throws IOException {
        while (ready.isEmpty()) {
            int length = stream.read(piece);
            if (length < 0) {
                decoder.end();
                return Optional.empty();
            }
            decoder.accept(piece, 0, length);
        }
        return Optional.of(ready.remove());
    }
}
